"""Cases that are one, cases that hang together, and one contact that holds several wishes."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.enums import CaseState, Outcome
from idic.domain.interact.cases.errors import MessageElsewhere, NotAdjoinable
from idic.domain.interact.cases.following import joints, move_rows
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.cases.operations.rows import locked, record, save, set_search, told
from idic.domain.interact.cases.operations.taking_over import TAKEN, take_over
from idic.foundation.accounts.models import User

#: How many may stand above a case.
_DEEPEST = 20


@transaction.atomic
def merge_case(case: Case, *, into: Case, by: User) -> Case:
    """What was said and what hangs on it goes over; the merged case counts no more, keeps its history and answers under the
    other's number.

    The ids of what moved stand in the event of the case that stays, so that it can be taken back."""
    first, second = sorted((case.pk, into.pk))
    if first == second:
        raise NotAdjoinable
    rows = {
        pk: locked(one, by=by)
        for pk, one in ((first, case if case.pk == first else into), (second, into if case.pk == first else case))
    }
    gone, stays = rows[case.pk], rows[into.pk]
    if CaseState.MERGED in (gone.state, stays.state):
        raise NotAdjoinable
    said = list(Message.objects.filter(case=gone).order_by("pk").values_list("pk", flat=True))
    before = told(gone, "state", "outcome", "resolved_at", "waits_for_us", "snoozed_until")
    had = told(stays, *TAKEN)
    pauses = take_over(gone, stays, by=by)
    moved = move_rows(gone, stays)
    joined = {one.code: made for one in joints() if (made := one.join(gone, stays, by))}
    Message.objects.filter(pk__in=said).update(case=stays)
    gone.state, gone.merged_into, gone.outcome = CaseState.MERGED, stays, Outcome.DUPLICATE
    gone.waits_for_us, gone.snoozed_until = False, None
    save(gone)
    set_search(stays)
    save(stays, by=by)
    has = told(stays, *TAKEN)
    taken = [name for name in TAKEN if has[name] != had[name]]
    record(
        "case.merged",
        gone,
        by=by,
        before=before,
        after={"state": gone.state, "merged_into_id": stays.pk, "messages": said},
    )
    record(
        "case.merged", stays, by=by, before={name: had[name] for name in taken},
        after={name: has[name] for name in taken}
        | {"from_id": gone.pk, "messages": said, "moved": moved, "pauses": pauses, "joined": joined},
    )  # fmt: skip
    return stays


@transaction.atomic
def split_case(case: Case, *, message: Message, draft: CaseDraft, by: User) -> Case:
    """Another case out of one message: it stays where it was said, and the new case points to it. Its clocks start with
    that message, and whoever is not to see the one does not see the other."""
    row = locked(case, by=by)
    if message.case_id != row.pk:
        raise MessageElsewhere
    drawn = replace(draft, origin=message, received_at=message.at, hidden_from=tuple(row.hidden_from))
    made = open_case(drawn, by=by)
    if row.parent_id is not None:
        made.parent = row.parent
        save(made)
    record("case.split", row, by=by, after={"case_id": made.pk, "message_id": message.pk})
    return made


@transaction.atomic
def link_case(case: Case, *, parent: Case | None, by: User) -> Case:
    """Under a parent, or free of one; never under itself or something below it."""
    _lock_all([case.pk, *(one.pk for one in _above(parent))])
    row = locked(case, by=by)
    parent = Case.objects.get(pk=parent.pk) if parent else None
    chain = _above(parent)
    if len(chain) > _DEEPEST or any(one.pk == row.pk or one.state == CaseState.MERGED for one in chain):
        raise NotAdjoinable
    before = row.parent_id
    if (parent.pk if parent else None) == before:
        return row
    row.parent = parent
    save(row)
    record(
        "case.linked" if parent else "case.unlinked",
        row,
        by=by,
        before={"parent_id": before},
        after={"parent_id": row.parent_id},
    )
    return row


def _above(parent: Case | None) -> list[Case]:
    """It and what it hangs under, as it stands at this moment; one more than may be, where it is deeper."""
    found: list[Case] = []
    while parent is not None and len(found) <= _DEEPEST:
        found.append(parent)
        parent = Case.objects.filter(pk=parent.parent_id or 0).first()
    return found


def _lock_all(ids: list[int]) -> None:
    """Whoever hangs one of them elsewhere at the same moment locks one that stands here too, and in the same order."""
    list(Case.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk"))
