"""An edit of a customer taken back: the desk's own record says again what it said before. An address that was added goes,
one that was removed comes again."""

from __future__ import annotations

from datetime import timedelta

from idic.domain.identify.errors import AddressKept, AddressTaken
from idic.domain.identify.merging.queries.own_records import own_records
from idic.domain.identify.models import RecordVersion
from idic.domain.identify.operations.contact_points import add_contact_point, remove_contact_point
from idic.domain.identify.operations.customers import DESK_FIELDS, edit_customer
from idic.domain.identify.operations.sources import desk_source
from idic.domain.identify.queries.customers import access_customer
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.attributes.models import PREFIX
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import ChangedSince, undoes

# An event keeps its moment in milliseconds, the record in microseconds.
_MOMENT = timedelta(milliseconds=1)


@undoes("customer.changed")
def take_edit_back(event: Event, by: User) -> None:
    """What was typed before is taken from the kept version, so values that were emptied come back too."""
    customer = access_customer(by, event.subject_id, permission="customer.change")
    desk = own_records(customer).filter(source=desk_source()).order_by("id").first()
    if desk is None or not event.at <= desk.received_at < event.at + _MOMENT:
        raise ChangedSince
    before = RecordVersion.objects.filter(
        record=desk, replaced_at__gte=event.at, replaced_at__lt=event.at + _MOMENT
    ).first()
    told = dict(before.payload) if before else {}
    attributes = {name for name in {**told, **desk.payload} if name.startswith(PREFIX)}
    values = {name: str(told.get(name, "")) for name in {*DESK_FIELDS, *attributes}}
    edit_customer(customer, values, version=customer.version, by=by)


@undoes("customer.address_added")
def take_address_back(event: Event, by: User) -> None:
    customer = access_customer(by, event.subject_id, permission="customer.change")
    try:
        remove_contact_point(customer, int(event.after["record_id"]), by=by)
    except (NotVisible, AddressKept) as error:
        raise ChangedSince from error


@undoes("customer.address_removed")
def give_address_back(event: Event, by: User) -> None:
    customer = access_customer(by, event.subject_id, permission="customer.change")
    try:
        add_contact_point(customer, str(event.after.get("email") or event.after.get("phone") or ""), by=by)
    except AddressTaken as error:
        raise ChangedSince from error
