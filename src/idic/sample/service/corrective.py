"""Corrective actions of the sample: one that worked, one that was undone by the next complaint, one that waits for its check,
and three whose cause is still to be found, one of them late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from idic.domain.interact.complaints.models import Complaint, CorrectiveAction
from idic.domain.interact.complaints.operations.corrective import (
    CYCLE_DAYS,
    StepDraft,
    add_step,
    carry_out,
    change_corrective,
    finish_step,
    join_corrective,
    judge,
    open_corrective,
    recur,
)
from idic.foundation.accounts.models import User
from idic.sample.people import Above
from idic.sample.service.complaint_words import ACTIONS, BEGUN, Action
from idic.sample.service.moments import said

#: By topic: why it was opened, and in how many days it is to be done.
_BEGUN = (("billing", "severity", -4), ("conduct", "recurrence", 9), ("freshness", "pareto", 14))


def correct_causes(staff: Sequence[User], above: Above, *, today: date) -> None:
    """Nothing where somebody has opened an action already."""
    if CorrectiveAction.objects.exists():
        return
    _that_worked(_of("stock"), staff, above, today)
    _undone_again(_of("delivery"), staff, above, today)
    if milk := [one for one in _of("freshness") if one.case.product_id is not None]:
        _being_checked(milk[-1], staff, today)
    for topic, trigger, days in _BEGUN:
        if found := _of(topic):
            title, problem = BEGUN[topic]
            open_corrective(
                found[-1], title=said(title), trigger=trigger, owner=above.accounts_lead if days < 0 else above.desk_lead,
                due_on=today + timedelta(days=days), problem=said(problem), by=staff[4],
            )  # fmt: skip


def _of(topic: str) -> list[Complaint]:
    found = Complaint.objects.filter(case__topic__code=f"sample-{topic}", corrective__isnull=True)
    return list(found.select_related("case").order_by("received_at", "pk"))


def _that_worked(found: Sequence[Complaint], staff: Sequence[User], above: Above, today: date) -> None:
    """Every complaint of its kind belongs to it: there was none after."""
    if not found:
        return
    done = _day(found[-1]) + timedelta(days=20)
    action = _carried_out(ACTIONS["stock"], found[-1], "pareto", above.desk_lead, staff[4], done)
    for one in found[:-1]:
        join_corrective(action, one, by=staff[4])
    _judged(action, ACTIONS["stock"], done, staff[0], today)


def _undone_again(found: Sequence[Complaint], staff: Sequence[User], above: Above, today: date) -> None:
    """Judged effective, until the next rain."""
    middle = len(found) * 3 // 5
    if not found[middle + 1 :]:
        return
    done = _day(found[middle]) + timedelta(days=12)
    action = _carried_out(ACTIONS["delivery"], found[middle], "recurrence", above.desk_lead, staff[4], done)
    judged = _judged(action, ACTIONS["delivery"], done, staff[0], today)
    later = [one for one in found if judged.checked_on is not None and _day(one) > judged.checked_on]
    if later and (again := recur(judged, later[0])) is not None:
        change_corrective(again, {"due_on": today + timedelta(days=12)}, version=again.version, by=staff[4])


def _being_checked(complaint: Complaint, staff: Sequence[User], today: date) -> None:
    """Carried out three weeks ago, to be checked next week."""
    _carried_out(ACTIONS["freshness"], complaint, "severity", staff[0], staff[4], today - timedelta(days=21))


def _carried_out(
    words: Action, complaint: Complaint, trigger: str, owner: User, by: User, done: date
) -> CorrectiveAction:
    action = open_corrective(
        complaint,
        title=said(words.title),
        trigger=trigger,
        owner=owner,
        due_on=done,
        problem=said(words.problem),
        by=by,
    )
    language = settings.LANGUAGE_CODE.lower()
    action = change_corrective(
        action,
        {
            "containment": said(words.containment), "whys": words.whys.get(language, words.whys["en"]),
            "fishbone": {bone: [said(text)] for bone, text in words.fishbone.items()}, "root_cause": said(words.cause),
            "evidence": said(words.evidence), "metric": said(words.metric), "target": said(words.target),
            "elsewhere": [{"where": said(where), "done": is_done} for where, is_done in words.elsewhere],
            "standard_changed": said(words.standard), "training": said(words.training),
        },
        version=action.version, by=by,
    )  # fmt: skip
    step = add_step(action, StepDraft(said(words.step), owner, done, where=said(words.where)), by=by)
    finish_step(step, on=done, by=by)
    action = CorrectiveAction.objects.get(pk=action.pk)
    action = carry_out(action, on=done, version=action.version, by=by)
    opened = datetime.combine(done - timedelta(days=18), time(9, 30), tzinfo=ZoneInfo(settings.TIME_ZONE))
    CorrectiveAction.objects.filter(pk=action.pk).update(created_at=opened)
    return action


def _judged(action: CorrectiveAction, words: Action, done: date, by: User, today: date) -> CorrectiveAction:
    """By somebody who had no part in it; not before its day."""
    day = done + timedelta(days=CYCLE_DAYS + 4)
    if day > today:
        return action
    return judge(action, is_effective=True, finding=said(words.finding), on=day, version=action.version, by=by)


def _day(complaint: Complaint) -> date:
    return timezone.localtime(complaint.received_at).date()
