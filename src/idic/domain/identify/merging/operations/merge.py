from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.enums import LinkReason
from idic.domain.identify.errors import Outdated
from idic.domain.identify.golden import recompute_golden
from idic.domain.identify.locking import lock_what_is_worked_on
from idic.domain.identify.merging.apart import are_kept_apart, lift
from idic.domain.identify.merging.enums import GoldenField, JudgementKind, MergeReason
from idic.domain.identify.merging.errors import KeptApart, NotOneOfTheirs, SameCustomer
from idic.domain.identify.merging.linking import hand_records
from idic.domain.identify.merging.locking import locked_customers
from idic.domain.identify.merging.models import Judgement, Merge, MovedRecord, MovedRows
from idic.domain.identify.merging.moving import mark_stale, move_rows, moving_rows
from idic.domain.identify.merging.tree import former_ids, merges_below, records_at_home_below, rows_at_home_below
from idic.domain.identify.models import Customer, SourceRecord
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event

_LINK_REASONS = {
    MergeReason.BY_HAND: LinkReason.BY_HAND, MergeReason.LINKAGE: LinkReason.LINKAGE,
    MergeReason.IMPORT: LinkReason.LINKAGE,
}  # fmt: skip
FACT = "fact:"


@transaction.atomic
def merge_customers(
    survivor: Customer, absorbed: Customer, choices: Mapping[str, int] | None = None, *, by: User | None,
    at: datetime | None = None, reason: MergeReason = MergeReason.BY_HAND, run_id: int | None = None,
    versions: tuple[int, int] | None = None,
) -> Merge:  # fmt: skip
    """Everything of `absorbed` is `survivor`'s from now on, until the merge is undone.

    `choices` names for a golden field (or `fact:` and a key) the record whose value a person wants; `versions` are those
    of the survivor and the absorbed as the person saw them. A person may merge what was kept apart; a run may not.
    `by` is None where a run of the system decides.
    """
    moment = at or timezone.now()
    if survivor.pk == absorbed.pk:
        raise SameCustomer
    locked = locked_customers((survivor.pk, absorbed.pk), by=by)
    kept, gone = locked[survivor.pk], locked[absorbed.pk]
    if kept.merged_into_id or gone.merged_into_id or (versions and versions != (kept.version, gone.version)):
        raise Outdated
    lock_what_is_worked_on([gone.pk])
    _let_together(kept.pk, gone.pk, reason, moment)
    merge = Merge.objects.create(
        survivor=kept, absorbed=gone, reason=reason, run_id=run_id, decided_by=by, at=moment,
        survivor_version=kept.version, absorbed_version=gone.version,
    )  # fmt: skip
    below = [one for one in merges_below(gone.pk) if one != merge.pk]
    figures = _move_records(merge, below, _LINK_REASONS[reason], by, moment) | _move_rows(merge, below)
    _choose(merge, choices or {}, by, moment)
    gone.merged_into, gone.version, gone.updated_at = kept, gone.version + 1, moment
    gone.save(update_fields=["merged_into", "version", "updated_at"])
    merge.figures = {"rows": figures, "keeper": _take_keeper(kept, gone)}
    merge.save(update_fields=["figures"])
    recompute_golden([kept.pk], at=moment)
    mark_stale([kept.pk, gone.pk])
    _tell(merge, kept, gone, by, moment)
    return merge


def _let_together(kept: int, gone: int, reason: MergeReason, at: datetime) -> None:
    if reason == MergeReason.BY_HAND:
        lift([kept, *former_ids(kept)], [gone, *former_ids(gone)], at=at)
    elif are_kept_apart(kept, gone):
        raise KeptApart


def _move_records(merge: Merge, below: list[int], reason: LinkReason, by: User | None, at: datetime) -> dict[str, int]:
    records = list(
        SourceRecord.objects.select_for_update()
        .filter(customer_id=merge.absorbed_id)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    elsewhere = set(records_at_home_below(below))
    MovedRecord.objects.bulk_create(
        [MovedRecord(merge=merge, record_id=one) for one in records if one not in elsewhere]
    )
    return hand_records(records, to=merge.survivor_id, reason=reason, by=by, at=at)


def _move_rows(merge: Merge, below: list[int]) -> dict[str, int]:
    elsewhere = rows_at_home_below(below)
    moved = {}
    for one in moving_rows(merge.absorbed_id):
        rows = move_rows(one, giving=[merge.absorbed_id], to=merge.survivor_id)
        own = [row for row in rows if row not in elsewhere.get(one.code, ())]
        if own:
            MovedRows.objects.create(merge=merge, belonging=one.code, rows=own)
        if rows:
            moved[one.code] = len(rows)
    return moved


def _choose(merge: Merge, choices: Mapping[str, int], by: User | None, at: datetime) -> None:
    if not choices:
        return
    theirs = set(
        SourceRecord.objects.filter(customer_id=merge.survivor_id, pk__in=choices.values()).values_list("pk", flat=True)
    )
    if theirs != set(choices.values()) or any(
        field not in GoldenField.values and not field.startswith(FACT) for field in choices
    ):
        raise NotOneOfTheirs
    Judgement.objects.bulk_create(
        [
            Judgement(record_id=record, field=field, kind=JudgementKind.CHOSEN, merge=merge, by=by, at=at)
            for field, record in choices.items()
        ]
    )


def _take_keeper(kept: Customer, gone: Customer) -> dict[str, int | None]:
    """A customer whom nobody keeps comes to the owner and the team of the one that it took in."""
    if kept.owner_id or kept.team_id or not (gone.owner_id or gone.team_id):
        return {}
    kept.owner_id, kept.team_id = gone.owner_id, gone.team_id
    kept.save(update_fields=["owner", "team"])
    return {"owner_id": gone.owner_id, "team_id": gone.team_id}


def _tell(merge: Merge, kept: Customer, gone: Customer, by: User | None, at: datetime) -> None:
    cause = append_event(
        NewEvent(
            "customer.merged", "customer", gone.pk, customer_id=gone.pk,
            after={"merge": merge.pk, "survivor": kept.name, "survivor_id": kept.pk},
        ),
        by=by, agent="linkage", at=at,
    )  # fmt: skip
    append_event(
        NewEvent(
            "customer.merged", "customer", kept.pk, customer_id=kept.pk, cause_id=cause,
            after={"merge": merge.pk, "absorbed": gone.name, "absorbed_id": gone.pk},
        ),
        by=by, agent="linkage", at=at,
    )  # fmt: skip
