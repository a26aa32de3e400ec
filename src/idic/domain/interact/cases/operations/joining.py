"""Cases that are one, cases that hang together, and one contact that holds several wishes."""

from __future__ import annotations

from django.db import transaction

from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.enums import CaseState, Outcome
from idic.domain.interact.cases.errors import MessageElsewhere, NotAdjoinable
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.cases.operations.rows import locked, record, save, set_search, told
from idic.foundation.accounts.models import User


@transaction.atomic
def merge_case(case: Case, *, into: Case, by: User) -> Case:
    """What was said goes over; the merged case counts no more, keeps its history and answers under the other's number.

    The ids of what moved stand in the event, so that it can be taken back."""
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
    moved = list(Message.objects.filter(case=gone).order_by("pk").values_list("pk", flat=True))
    Message.objects.filter(pk__in=moved).update(case=stays)
    before = told(gone, "state", "outcome", "resolved_at", "waits_for_us", "snoozed_until")
    taken_over = told(stays, "received_at", "customer_id")
    gone.state, gone.merged_into, gone.outcome = CaseState.MERGED, stays, Outcome.DUPLICATE
    gone.waits_for_us, gone.snoozed_until = False, None
    save(gone)
    stays.received_at = min(stays.received_at, gone.received_at)
    stays.last_message_at = max(stays.last_message_at, gone.last_message_at)
    if stays.customer_id is None:
        stays.customer = gone.customer
    set_search(stays)
    save(stays)
    record(
        "case.merged",
        gone,
        by=by,
        before=before,
        after={"state": gone.state, "merged_into_id": stays.pk, "messages": moved},
    )
    record("case.merged", stays, by=by, before=taken_over, after={"from_id": gone.pk, "messages": moved})
    return stays


@transaction.atomic
def split_case(case: Case, *, message: Message, draft: CaseDraft, by: User) -> Case:
    """Another case out of one message: it stays where it was said, and the new case points to it. Its clocks start with
    that message."""
    row = locked(case, by=by)
    if message.case_id != row.pk:
        raise MessageElsewhere
    made = open_case(draft, by=by)
    made.origin, made.parent = message, row.parent
    made.received_at = message.at
    save(made)
    record("case.split", row, by=by, after={"case_id": made.pk, "message_id": message.pk})
    return made


@transaction.atomic
def link_case(case: Case, *, parent: Case | None, by: User) -> Case:
    """Under a parent, or free of one; never under itself or something below it."""
    row = locked(case, by=by)
    above, steps = parent, 0
    while above is not None:
        if above.pk == row.pk or above.state == CaseState.MERGED or steps > 20:
            raise NotAdjoinable
        above, steps = above.parent, steps + 1
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
