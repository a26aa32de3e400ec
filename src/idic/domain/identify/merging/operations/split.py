from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.enums import LinkReason
from idic.domain.identify.golden import recompute_golden
from idic.domain.identify.merging.apart import keep_customers_apart, keep_records_apart
from idic.domain.identify.merging.errors import HoldsOthers, LastOwnRecord, OnlyRecord
from idic.domain.identify.merging.linking import hand_records
from idic.domain.identify.merging.locking import locked_customers
from idic.domain.identify.merging.models import Judgement, Merge, MovedRecord
from idic.domain.identify.merging.moving import mark_stale
from idic.domain.identify.merging.operations.undo import undo_merge
from idic.domain.identify.models import Customer, SourceRecord
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event


@transaction.atomic
def split_record(record: SourceRecord, *, by: User | None, at: datetime | None = None) -> Customer:
    """One record leaves its customer, with every row that names it: to the customer whose it was before a merge, or to a
    new one where it never was anybody else's or that one has gone elsewhere. Returns whose it is now.

    What names only the customer stays; the last record to leave takes the rest of its merge along.
    """
    moment = at or timezone.now()
    holder_id = SourceRecord.objects.filter(pk=record.pk).values_list("customer_id", flat=True).get()
    locked_customers({holder_id}, by=by)
    # No join here: it would lock the customers of others, out of order.
    locked = SourceRecord.objects.select_for_update(of=("self",)).get(pk=record.pk)
    staying = list(
        SourceRecord.objects.filter(customer_id=holder_id).exclude(pk=locked.pk).values_list("pk", flat=True)
    )
    if locked.customer_id != holder_id or not staying:
        raise OnlyRecord
    moved = MovedRecord.objects.select_related("merge").filter(record_id=locked.pk, returned_at=None).first()
    if moved is None and MovedRecord.objects.filter(record_id__in=staying, returned_at=None).count() == len(staying):
        raise LastOwnRecord
    if moved is not None and _is_free(moved.merge):
        if not MovedRecord.objects.filter(merge=moved.merge, returned_at=None).exclude(pk=moved.pk).exists():
            return undo_merge(moved.merge, by=by, at=moment)
        to = _former(moved.merge, by, moment)
    else:
        to = _new(holder_id, locked, moment)
    if moved is not None:
        moved.returned_at = moment
        moved.save(update_fields=["returned_at"])
    hand_records([locked.pk], to=to.pk, reason=LinkReason.BY_HAND, by=by, at=moment)
    if moved is not None:
        Judgement.objects.filter(merge=moved.merge, record_id=locked.pk).delete()
    recompute_golden([holder_id, to.pk], at=moment)
    mark_stale([holder_id, to.pk])
    keep_customers_apart(to.pk, [holder_id], by=by, at=moment)
    keep_records_apart([locked.pk], staying, by=by, at=moment)
    _tell(locked, holder_id, to.pk, by, moment)
    return Customer.objects.get(pk=to.pk)


def _is_free(merge: Merge) -> bool:
    into = Customer.objects.filter(pk=merge.absorbed_id).values_list("merged_into_id", flat=True).get()
    return into is None if merge.is_partial else into == merge.survivor_id


def _former(merge: Merge, by: User | None, at: datetime) -> Customer:
    former = locked_customers({merge.absorbed_id}, by=by)[merge.absorbed_id]
    if former.merged_into_id is None:
        return former
    held = Merge.objects.select_related("absorbed").filter(survivor=former, undone_at=None).first()
    if held is not None:
        raise HoldsOthers(former.name, held.absorbed.name)
    merge.is_partial = True
    merge.save(update_fields=["is_partial"])
    former.merged_into, former.version, former.updated_at = None, former.version + 1, at
    former.save(update_fields=["merged_into", "version", "updated_at"])
    return former


def _new(holder_id: int, record: SourceRecord, at: datetime) -> Customer:
    """Kept by whoever keeps the customer that it leaves."""
    holder = Customer.objects.get(pk=holder_id)
    return Customer.objects.create(
        name=record.name or record.key, kind=record.kind, owner_id=holder.owner_id, team_id=holder.team_id,
        created_at=at, updated_at=at, version=0,
    )  # fmt: skip


def _tell(record: SourceRecord, holder_id: int, to_id: int, by: User | None, at: datetime) -> None:
    names = dict(Customer.objects.filter(pk__in=(holder_id, to_id)).values_list("pk", "name"))
    cause = append_event(
        NewEvent(
            "record.split", "customer", holder_id, customer_id=holder_id,
            after={"record": record.pk, "key": record.key, "gone_to": names[to_id], "gone_to_id": to_id},
        ),
        by=by, agent="linkage", at=at,
    )  # fmt: skip
    append_event(
        NewEvent(
            "record.split", "customer", to_id, customer_id=to_id, cause_id=cause,
            after={"record": record.pk, "key": record.key, "come_from": names[holder_id], "come_from_id": holder_id},
        ),
        by=by, agent="linkage", at=at,
    )  # fmt: skip
