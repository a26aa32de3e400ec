"""What comes after the result of a step: the same again, the next one, or the end."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from idic.domain.interact.enums import FollowUpOutcome, FollowUpState
from idic.domain.interact.operations.planned import Planned, put_on_list, take_from_list
from idic.domain.interact.plans.enums import StartState, Why
from idic.domain.interact.plans.models import PlanStep, Start, Touch
from idic.domain.interact.plans.operations.owners import Owners
from idic.domain.interact.plans.operations.starting import reason_of
from idic.domain.interact.plans.queries.word import against_their_word
from idic.domain.interact.plans.timing import clock_for, days_after
from idic.foundation.calendars.working_days import add_working_days

_ENDS = {FollowUpOutcome.WRONG_CONTACT: Why.WRONG_CONTACT, FollowUpOutcome.REACHED_NO_INTEREST: Why.NO_INTEREST}


@transaction.atomic
def go_on(follow_up_id: int) -> None:
    """Safe to repeat: what follows is there already, or the start has ended."""
    touch = _locked(follow_up_id)
    if touch is None or touch.start.state != StartState.OPEN or touch.follow_up.state != FollowUpState.DONE:
        return
    if _later(touch).exclude(follow_up__state=FollowUpState.CANCELLED).exists():
        return
    outcome = touch.follow_up.outcome
    if outcome in _ENDS:
        end_start(touch.start, _ENDS[FollowUpOutcome(outcome)])
    elif outcome == FollowUpOutcome.NOT_REACHED and touch.attempt < touch.start.version.tries:
        _follow(touch, touch.step, touch.attempt + 1)
    else:
        step = PlanStep.objects.filter(version=touch.start.version, place=touch.step.place + 1).first()
        if step is None:
            end_start(touch.start)
        else:
            _follow(touch, step, 1)


@transaction.atomic
def take_back(follow_up_id: int) -> None:
    """Somebody opened the step again: what came after it goes, unless it was done already, and the plan goes on from here."""
    touch = _locked(follow_up_id)
    if touch is None or touch.follow_up.state != FollowUpState.OPEN:
        return
    later = _later(touch).filter(follow_up__state=FollowUpState.OPEN).values_list("follow_up_id", flat=True)
    take_from_list(dict.fromkeys(later, Why.TAKEN_BACK.value))
    start = touch.start
    if start.state != StartState.OPEN:
        start.state, start.why, start.ended_at = StartState.OPEN, "", None
        start.save(update_fields=["state", "why", "ended_at"])


@transaction.atomic
def stop(follow_up_id: int) -> None:
    """A person cancelled the step: with it the plan ends for this customer."""
    touch = _locked(follow_up_id)
    if touch is None or touch.start.state != StartState.OPEN or touch.follow_up.state != FollowUpState.CANCELLED:
        return
    if touch.follow_up.closed_by_id is not None:
        end_start(touch.start, Why.CANCELLED)


def end_start(start: Start, why: str = "") -> None:
    start.state, start.why, start.ended_at = StartState.ENDED if why else StartState.DONE, why, timezone.now()
    start.save(update_fields=["state", "why", "ended_at"])


def _locked(follow_up_id: int) -> Touch | None:
    touch = Touch.objects.select_related("step", "follow_up").filter(follow_up=follow_up_id).first()
    if touch is not None:
        touch.start = (
            Start.objects.select_for_update(of=("self",)).select_related("plan", "version").get(pk=touch.start_id)
        )
    return touch


def _later(touch: Touch) -> QuerySet[Touch]:
    return Touch.objects.filter(start=touch.start_id, pk__gt=touch.pk)


def _follow(touch: Touch, step: PlanStep, attempt: int) -> None:
    """By the same person, as long as they may; another try on the next working day. Each step asks anew whether the customer
    may be reached in its way."""
    start, version, done = touch.start, touch.start.version, touch.follow_up
    refused = against_their_word(version.use, step.method, [start.customer_id])
    if refused:
        end_start(start, refused[start.customer_id])
        return
    clock, today = clock_for(version), timezone.localdate()
    day = timezone.localdate(done.closed_at) if done.closed_at else today
    due = add_working_days(day, 1, clock) if attempt > 1 else days_after(day, step.days, version.day_kind, clock)
    owner = done.owner_id if done.owner.is_active else Owners(version).of(None)
    if owner is None:
        end_start(start, Why.NO_OWNER)
        return
    wanted = Planned(start.customer_id, owner, max(due, add_working_days(today, 0, clock)), step.method,
                     reason_of(start.plan, version), told={"plan": start.plan.name})  # fmt: skip
    made = put_on_list([wanted])[0]
    Touch.objects.create(start=start, step=step, attempt=attempt, follow_up=made)
