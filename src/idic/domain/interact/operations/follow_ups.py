from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from idic.domain.differentiate.models import Segment
from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.locks import why_locked
from idic.domain.interact.enums import FollowUpMethod, FollowUpOutcome, FollowUpReason, FollowUpState
from idic.domain.interact.errors import CustomerLocked, FollowUpClosed, FollowUpOutdated, NotAssignable, OutcomeMissing
from idic.domain.interact.models import FollowUp
from idic.domain.interact.queries.planning import members_without_follow_up
from idic.domain.interact.rules import visible_follow_ups
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import assignable_users
from idic.foundation.accounts.rules import require
from idic.foundation.calendars.queries.clocks import default_clock
from idic.foundation.calendars.working_days import add_working_days
from idic.foundation.events.operations.append import NewEvent, append_event, append_events
from idic.foundation.texts import trimmed

# A person can work through so many; more is a campaign, not a list of calls.
LARGEST_LIST = 1000


@transaction.atomic
def create_follow_up(
    customer: Customer, *, owner: User, due_on: date, method: str, reason: str, note: str = "",
    segment: Segment | None = None, by: User,
) -> FollowUp:  # fmt: skip
    if why := why_locked(customer.pk):
        raise CustomerLocked(why)
    made = _create([(customer, due_on)], owner=owner, method=method, reason=reason, note=note, segment=segment, by=by)
    return made[0]


@transaction.atomic
def plan_follow_ups(
    segment: Segment, *, owner: User, due_on: date, method: str, reason: str, note: str = "", limit: int = 50,
    per_day: int | None = None, by: User,
) -> int:  # fmt: skip
    """For the members of a segment who have none open for it yet, the most valuable first; returns how many were made.

    With `per_day`, so many fall due on `due_on` and the same number on each working day after it.
    """
    require(by, "follow_up.create")
    limit = max(1, min(limit, LARGEST_LIST))
    # Two people who plan for one segment at once must not double each other.
    Segment.objects.select_for_update(of=("self",)).get(pk=segment.pk)
    customers = list(
        members_without_follow_up(by, segment.pk)
        .order_by(F("score__lifetime_value").desc(nulls_last=True), "pk")
        .defer("search_text", "search_keys", "facts", "provenance")[:limit]
    )
    clock = default_clock() if per_day else None
    days = [add_working_days(due_on, place // per_day, clock) if per_day and place >= per_day else due_on
            for place in range(len(customers))]  # fmt: skip
    _create(list(zip(customers, days, strict=True)), owner=owner, method=method, reason=reason, note=note,
            segment=segment, by=by)  # fmt: skip
    return len(customers)


@transaction.atomic
def complete_follow_up(
    follow_up: FollowUp, *, outcome: str, note: str = "", by: User, at: datetime | None = None
) -> FollowUp:
    if outcome not in FollowUpOutcome.values:
        raise OutcomeMissing
    return _close(follow_up, FollowUpState.DONE, "follow_up.done", outcome=outcome, note=note, by=by, at=at)


@transaction.atomic
def cancel_follow_up(follow_up: FollowUp, *, note: str = "", by: User, at: datetime | None = None) -> FollowUp:
    return _close(follow_up, FollowUpState.CANCELLED, "follow_up.cancelled", outcome="", note=note, by=by, at=at)


@transaction.atomic
def reopen_follow_up(follow_up: FollowUp, *, by: User) -> FollowUp:
    """Undo of done or cancelled: the outcome stays in the events."""
    locked = _locked(follow_up, by)
    if locked.state == FollowUpState.OPEN:
        return locked
    before = {"state": locked.state, "outcome": locked.outcome, "note": locked.outcome_note}
    locked.state, locked.outcome, locked.outcome_note = FollowUpState.OPEN, "", ""
    locked.closed_at, locked.closed_by, locked.version = None, None, locked.version + 1
    locked.save()
    append_event(
        NewEvent("follow_up.reopened", "follow_up", locked.pk, customer_id=locked.customer_id, before=before), by=by
    )
    return locked


@transaction.atomic
def reschedule_follow_up(follow_up: FollowUp, *, owner: User, due_on: date, version: int, by: User) -> FollowUp:
    locked = _locked(follow_up, by)
    if locked.state != FollowUpState.OPEN:
        raise FollowUpClosed
    if locked.version != version:
        raise FollowUpOutdated
    _check_assignable(owner, by)
    before = {"owner_id": locked.owner_id, "due_on": locked.due_on}
    locked.owner, locked.due_on, locked.version = owner, due_on, locked.version + 1
    locked.save(update_fields=["owner", "due_on", "version"])
    append_event(
        NewEvent(
            "follow_up.rescheduled", "follow_up", locked.pk, customer_id=locked.customer_id,
            before=before, after={"owner_id": owner.pk, "due_on": due_on},
        ),
        by=by,
    )  # fmt: skip
    return locked


def _create(
    wanted: Sequence[tuple[Customer, date]], *, owner: User, method: str, reason: str, note: str,
    segment: Segment | None, by: User,
) -> list[FollowUp]:  # fmt: skip
    require(by, "follow_up.create")
    _check_assignable(owner, by)
    made = FollowUp.objects.bulk_create(
        [
            FollowUp(customer=customer, segment=segment, owner=owner, due_on=due_on, method=FollowUpMethod(method),
                     reason=FollowUpReason(reason), note=trimmed(note, 1000), created_by=by)
            for customer, due_on in wanted
        ]
    )  # fmt: skip
    append_events(
        [
            NewEvent(
                "follow_up.created", "follow_up", one.pk, customer_id=one.customer_id,
                after={"owner_id": owner.pk, "due_on": one.due_on, "method": method, "reason": reason, "note": one.note,
                       "segment_id": segment.pk if segment else None},
            )
            for one in made
        ],
        by=by,
    )  # fmt: skip
    return made


def _close(
    follow_up: FollowUp, state: FollowUpState, verb: str, *, outcome: str, note: str, by: User, at: datetime | None
) -> FollowUp:
    locked = _locked(follow_up, by)
    if locked.state != FollowUpState.OPEN:
        raise FollowUpClosed
    locked.state, locked.outcome, locked.outcome_note = state, outcome, trimmed(note, 1000)
    locked.closed_at, locked.closed_by, locked.version = at or timezone.now(), by, locked.version + 1
    locked.save()
    append_event(
        NewEvent(
            verb, "follow_up", locked.pk, customer_id=locked.customer_id,
            after={"outcome": outcome, "note": locked.outcome_note, "method": locked.method, "reason": locked.reason},
        ),
        by=by,
        at=at,
    )  # fmt: skip
    return locked


def _locked(follow_up: FollowUp, by: User) -> FollowUp:
    """Its reach is checked on the row as it is now, not as it was read."""
    if not visible_follow_ups(by, "follow_up.change").filter(pk=follow_up.pk).exists():
        require(by, "follow_up.change")
        raise NotVisible
    return FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)


def _check_assignable(owner: User, by: User) -> None:
    if owner.pk != by.pk and not assignable_users(by, "follow_up.change").filter(pk=owner.pk).exists():
        raise NotAssignable
