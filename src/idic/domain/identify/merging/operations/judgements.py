"""A person's word on one value of one record."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from idic.domain.identify.golden import recompute_golden
from idic.domain.identify.golden_order import FIELDS
from idic.domain.identify.merging.enums import GoldenField, JudgementKind
from idic.domain.identify.merging.errors import NotOneOfTheirs
from idic.domain.identify.merging.models import Judgement
from idic.domain.identify.merging.operations.merge import FACT
from idic.domain.identify.models import Customer, SourceRecord
from idic.domain.identify.rules import reach
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event


@transaction.atomic
def use_value(customer: Customer, record_id: int, field: str, *, by: User, at: datetime | None = None) -> Judgement:
    """From now on the value of this record is shown, whatever the rules say; the latest choice of a field counts."""
    moment = at or timezone.now()
    _locked(customer, by)
    record = _record_of(customer, record_id, field)
    _of_customer(customer, field, JudgementKind.CHOSEN).delete()
    made = Judgement.objects.create(record=record, field=field, kind=JudgementKind.CHOSEN, by=by, at=moment)
    recompute_golden([customer.pk], at=moment)
    _tell("value.chosen", customer, record, field, by, moment)
    return made


@transaction.atomic
def follow_rules(customer: Customer, field: str, *, by: User, at: datetime | None = None) -> int:
    """What a person chose for this field is taken back: the rules decide again."""
    moment = at or timezone.now()
    _locked(customer, by)
    _known(field)
    taken, _by_model = _of_customer(customer, field, JudgementKind.CHOSEN).delete()
    if taken:
        recompute_golden([customer.pk], at=moment)
        append_event(
            NewEvent("value.released", "customer", customer.pk, customer_id=customer.pk, after={"field": field}),
            by=by, at=moment,
        )  # fmt: skip
    return taken


@transaction.atomic
def verify_value(
    customer: Customer, record_id: int, field: str, *, by: User, verified: bool = True, at: datetime | None = None
) -> None:
    """Somebody checked that what this record says is right. It counts for as long as the record says it."""
    moment = at or timezone.now()
    _locked(customer, by)
    record = _record_of(customer, record_id, field)
    Judgement.objects.filter(record=record, field=field, kind=JudgementKind.VERIFIED).delete()
    if verified:
        Judgement.objects.create(
            record=record, field=field, kind=JudgementKind.VERIFIED, value=_digest(record, field), by=by, at=moment
        )
    recompute_golden([customer.pk], at=moment)
    if verified:
        _tell("value.verified", customer, record, field, by, moment)
    else:
        _tell("value.doubted", customer, record, field, by, moment)


def _locked(customer: Customer, by: User) -> Customer:
    found = (
        Customer.objects.select_for_update(of=("self",))
        .filter(reach(by, "customer.change"), pk=customer.pk, merged_into=None)
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def _known(field: str) -> None:
    if field not in GoldenField.values and not field.startswith(FACT):
        raise NotOneOfTheirs


def _record_of(customer: Customer, record_id: int, field: str) -> SourceRecord:
    _known(field)
    record = SourceRecord.objects.select_related("source").filter(customer=customer, pk=record_id).first()
    if record is None:
        raise NotOneOfTheirs
    return record


def _of_customer(customer: Customer, field: str, kind: JudgementKind) -> QuerySet[Judgement]:
    records = SourceRecord.objects.filter(customer=customer).values("pk")
    return Judgement.objects.filter(record__in=records, field=field, kind=kind)


def _digest(record: SourceRecord, field: str) -> str:
    expression = "(r.facts->%s)::text" if field.startswith(FACT) else FIELDS[field].text
    values = [field.removeprefix(FACT)] if field.startswith(FACT) else []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT md5({expression}) FROM identify_sourcerecord r WHERE r.id = %s",  # noqa: S608 - declared texts
            [*values, record.pk],
        )
        return str(cursor.fetchone()[0] or "")


def _tell(
    verb: str, customer: Customer, record: SourceRecord, field: str, by: User, at: datetime
) -> None:  # fmt: skip
    append_event(
        NewEvent(
            verb, "customer", customer.pk, customer_id=customer.pk,
            after={"field": field, "source": record.source.name, "key": record.key, "record": record.pk},
        ),
        by=by, at=at,
    )  # fmt: skip
