from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.belongings import belongings
from idic.domain.identify.enums import LinkReason
from idic.domain.identify.errors import Outdated
from idic.domain.identify.golden import recompute_golden
from idic.domain.identify.locking import lock_what_is_worked_on
from idic.domain.identify.merging.apart import keep_customers_apart, keep_records_apart
from idic.domain.identify.merging.errors import AlreadyUndone, LaterMergeFirst
from idic.domain.identify.merging.linking import hand_records
from idic.domain.identify.merging.locking import locked_customers
from idic.domain.identify.merging.models import Judgement, Merge, MovedRecord
from idic.domain.identify.merging.moving import mark_stale, move_rows
from idic.domain.identify.merging.tree import merges_below, path_from, records_at_home_below, rows_at_home_below
from idic.domain.identify.models import Customer, SourceRecord
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event


@transaction.atomic
def undo_merge(merge: Merge, *, by: User | None, at: datetime | None = None) -> Customer:
    """The former customer lives again with all that was its own, and so does whatever it had taken in before.

    What hangs on its records comes with them, also what arrived after the merge; what was written about the whole in
    between stays with the survivor. Returns the former customer.
    """
    moment = at or timezone.now()
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None:
        raise AlreadyUndone
    path = path_from(merge.survivor_id)
    holder = path[-1]
    customers = locked_customers({merge.absorbed_id, holder}, by=by)
    former = customers[merge.absorbed_id]
    _must_be_free(merge, former)
    locked_customers({*path, former.pk}, by=None)
    if path_from(merge.survivor_id) != path:
        raise Outdated
    lock_what_is_worked_on(path)
    below = [merge.pk] + ([] if merge.is_partial else merges_below(former.pk))
    staying = list(SourceRecord.objects.filter(customer_id=holder).values_list("pk", flat=True))
    returning = [one for one in records_at_home_below(below) if one in set(staying)]
    hand_records(returning, to=former.pk, reason=LinkReason.BY_HAND, by=by, at=moment)
    _bring_rows(below, path, former.pk)
    _close(merge, by, moment)
    _revive(merge, former, customers[holder], moment)
    Judgement.objects.filter(merge=merge).delete()
    recompute_golden([holder, former.pk], at=moment)
    mark_stale([holder, former.pk])
    keep_customers_apart(former.pk, path, by=by, at=moment, merge=merge)
    keep_records_apart(returning, sorted(set(staying) - set(returning)), by=by, at=moment, merge=merge)
    _tell(merge, former, customers[holder], by, moment)
    return Customer.objects.get(pk=former.pk)


def _must_be_free(merge: Merge, former: Customer) -> None:
    """It stands where this merge put it; or, where single records have gone back to it, it lives."""
    into = former.merged_into_id
    if into is None if merge.is_partial else into == merge.survivor_id:
        return
    name = Customer.objects.filter(pk=into or 0).values_list("name", flat=True).first() or ""
    raise LaterMergeFirst(former.name, name)


def _bring_rows(below: list[int], path: list[int], former: int) -> None:
    rows = rows_at_home_below(below)
    for one in belongings():
        if rows.get(one.code):
            move_rows(one, giving=path, to=former, only=sorted(rows[one.code]))


def _close(merge: Merge, by: User | None, at: datetime) -> None:
    MovedRecord.objects.filter(merge=merge, returned_at=None).update(returned_at=at)
    merge.undone_at, merge.undone_by = at, by
    merge.save(update_fields=["undone_at", "undone_by"])


def _revive(merge: Merge, former: Customer, holder: Customer, at: datetime) -> None:
    former.merged_into, former.version, former.updated_at = None, former.version + 1, at
    former.save(update_fields=["merged_into", "version", "updated_at"])
    taken = merge.figures.get("keeper") or {}
    if taken and holder.pk == merge.survivor_id and {"owner_id": holder.owner_id, "team_id": holder.team_id} == taken:
        holder.owner_id = holder.team_id = None
        holder.save(update_fields=["owner", "team"])


def _tell(merge: Merge, former: Customer, holder: Customer, by: User | None, at: datetime) -> None:
    cause = append_event(
        NewEvent(
            "customer.merge_undone", "customer", former.pk, customer_id=former.pk,
            after={"merge": merge.pk, "survivor": holder.name, "survivor_id": holder.pk},
        ),
        by=by, agent="linkage", at=at,
    )  # fmt: skip
    append_event(
        NewEvent(
            "customer.merge_undone", "customer", holder.pk, customer_id=holder.pk, cause_id=cause,
            after={"merge": merge.pk, "absorbed": former.name, "absorbed_id": former.pk},
        ),
        by=by, agent="linkage", at=at,
    )  # fmt: skip
