"""One address more of a customer, as somebody told it while they were in contact: a record of its own, so that the customer
is known by it and what other records tell stays as it is.

Nothing may be sent because of it: consent is given elsewhere.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.identify.addresses import Address, address_in
from idic.domain.identify.enums import LinkReason
from idic.domain.identify.errors import AddressKept, AddressTaken, InvalidValue
from idic.domain.identify.golden import recompute_golden
from idic.domain.identify.models import ContactPoint, Customer, Link, SourceRecord
from idic.domain.identify.models.source import CONTACTS_CODE
from idic.domain.identify.normalising import NormalisedRecord, normalise_record
from idic.domain.identify.operations.customers import store_record
from idic.domain.identify.operations.sources import contacts_source
from idic.domain.identify.rules import reach
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event


@transaction.atomic
def add_contact_point(customer: Customer, text: str, *, by: User, at: datetime | None = None) -> ContactPoint | None:
    """None where it is theirs already."""
    moment = at or timezone.now()
    locked = _locked(customer.pk, by)
    address = address_in(text)
    if address is None:
        raise InvalidValue("address", _("Give an e-mail address or a telephone number."))
    if locked.pk in (holders := _holders(address)):
        return None
    if holders:
        raise AddressTaken(address.raw, holders)
    payload = {address.kind.value: address.raw}
    record = _read(payload, moment)
    stored = SourceRecord(source=contacts_source(), key=uuid.uuid4().hex, customer=locked)
    store_record(stored, record, payload, moment)
    Link.objects.create(record=stored, customer=locked, valid_from=moment, reason=LinkReason.BY_HAND, decided_by=by)
    _tell(
        "customer.address_added", locked, {address.kind.value: address.value, "record_id": stored.pk}, by=by, at=moment
    )
    return ContactPoint.objects.get(record=stored)


@transaction.atomic
def remove_contact_point(customer: Customer, record_id: int, *, by: User) -> None:
    """Only what was added so, and has stayed where it was added: what moved since is undone as it moved."""
    moment = timezone.now()
    locked = _locked(customer.pk, by)
    record = (
        SourceRecord.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk=record_id, customer=locked, source__code=CONTACTS_CODE)
        .first()
    )
    if record is None:
        raise NotVisible
    if record.links.count() > 1 or locked.record_count < 2:
        raise AddressKept
    told = {name: value for name, value in (("email", record.email), ("phone", "".join(record.phones[:1]))) if value}
    record.links.all().delete()
    record.delete()
    _tell("customer.address_removed", locked, told, by=by, at=moment)


def _tell(verb: str, customer: Customer, told: dict[str, object] | dict[str, str], *, by: User, at: datetime) -> None:
    recompute_golden([customer.pk], at=at)
    append_event(NewEvent(verb, "customer", customer.pk, customer_id=customer.pk, after=told), by=by, at=at)


def _locked(pk: int, by: User) -> Customer:
    found = (
        Customer.objects.select_for_update(of=("self",), no_key=True)
        .filter(reach(by, "customer.change"), pk=pk, merged_into__isnull=True)
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def _holders(address: Address) -> list[int]:
    points = ContactPoint.objects.filter(kind=address.kind, value=address.value)
    return sorted(points.order_by().values_list("customer_id", flat=True).distinct()[:20])


def _read(payload: dict[str, str], moment: datetime) -> NormalisedRecord:
    return normalise_record(payload, today=timezone.localdate(moment), decimal=".", known=True)
