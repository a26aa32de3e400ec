from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.enums import ContactKind, LinkReason, SourceKind
from idic.domain.identify.errors import InvalidValue
from idic.domain.identify.golden import recompute_golden
from idic.domain.identify.models import ContactPoint, Link, RecordVersion, Source, SourceRecord
from idic.domain.identify.normalising import NormalisedRecord, digest_of, normalise_record
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.identify.privacy.enums import RequestKind, RequestState
from idic.domain.identify.privacy.models import PrivacyRequest
from idic.domain.identify.privacy.operations.requests import locked_for_work
from idic.domain.identify.privacy.person import person_of
from idic.domain.identify.privacy.queries.receivers import receivers_of
from idic.domain.identify.refusals import sentence_for
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event

SUBJECT_CODE = "data-subject"
#: Above the desk: about themselves people are believed first.
SUBJECT_RANK = 200


def subject_source() -> Source:
    return ensure_source(code=SUBJECT_CODE, name="Data subject", rank=SUBJECT_RANK, kind=SourceKind.DESK, by=None)


@transaction.atomic
def rectify(request: PrivacyRequest, *, by: User) -> PrivacyRequest:
    """The person's own word becomes a record of its own, with the highest rank; the other records stay as received.

    `figures` then names how many receivers have to be told.
    """
    locked = locked_for_work(request, RequestKind.RECTIFICATION, by=by)
    moment = timezone.now()
    customer = locked.customer
    known = (
        SourceRecord.objects.select_for_update()
        .filter(customer=customer, source=subject_source())
        .order_by("id")
        .first()
    )
    payload = {**(known.payload if known else {}), **locked.corrections}
    record = normalise_record(payload, today=timezone.localdate(moment), decimal=".", attributes=(), known=True)
    for name, code in record.doubts:
        raise InvalidValue(name, sentence_for(code))
    if known is not None:
        RecordVersion.objects.create(
            record=known, payload=known.payload, received_at=known.received_at, replaced_at=moment
        )
    stored = known or SourceRecord(source=subject_source(), key=uuid.uuid4().hex, customer=customer)
    _store(stored, record, payload)
    if known is None:
        Link.objects.create(
            record=stored, customer=customer, valid_from=moment, reason=LinkReason.BY_HAND, decided_by=by
        )
    recompute_golden([customer.pk], at=moment)
    receivers = receivers_of(person_of(customer))
    locked.state, locked.answered_at = RequestState.ANSWERED, moment
    locked.figures = {"fields": sorted(locked.corrections), "receivers": len(receivers)}
    locked.version += 1
    locked.save(update_fields=["state", "answered_at", "figures", "version"])
    append_event(
        NewEvent(
            "customer.rectified", "customer", customer.pk, customer_id=customer.pk,
            after={"fields": sorted(locked.corrections), "receivers": len(receivers)},
        ),
        by=by,
    )  # fmt: skip
    return locked


def _store(stored: SourceRecord, record: NormalisedRecord, payload: dict[str, str]) -> None:
    for name in (*NormalisedRecord.FIELDS, *NormalisedRecord.KEYS):
        setattr(stored, name, getattr(record, name))
    stored.phones, stored.facts = record.phone_values, record.facts
    stored.search_text, stored.search_keys = record.search_text, record.search_keys
    stored.payload, stored.digest, stored.received_at = payload, digest_of(payload), timezone.now()
    stored.save()
    ContactPoint.objects.filter(record=stored).delete()
    points = [(ContactKind.PHONE, one.raw, one.value, one.is_valid) for one in record.phones]
    if record.email:
        points.append((ContactKind.EMAIL, payload.get("email", ""), record.email, record.email_is_valid))
    if record.address:
        points.append((ContactKind.ADDRESS, record.address, record.address, True))
    ContactPoint.objects.bulk_create(
        ContactPoint(record=stored, customer=stored.customer, kind=kind, raw=raw, value=value, is_valid=is_valid)
        for kind, raw, value, is_valid in points
    )
