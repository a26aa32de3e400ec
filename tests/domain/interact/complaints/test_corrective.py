from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.complaints.errors import CheckTooEarly, FactMissing, MeasureSettled, NotCheckedYet, OwnWork
from idic.domain.interact.complaints.models import Complaint, CorrectiveAction
from idic.domain.interact.complaints.operations.corrective import (
    CYCLE_DAYS,
    StepDraft,
    add_step,
    carry_out,
    change_corrective,
    finish_step,
    judge,
    open_corrective,
)
from idic.domain.interact.complaints.operations.deciding import investigate
from idic.domain.interact.complaints.queries.figures import indicators
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.desk.models import Notification
from idic.foundation.events.models import Event
from idic.loop.open_actions_for_grave_complaints import open_actions_for_grave_complaints
from idic.loop.reopen_actions_that_failed import reopen_actions_that_failed

DONE = date(2026, 9, 1)
_BEFORE = datetime(2026, 2, 2, 9, tzinfo=UTC)
_FILLED = {
    "whys": ["It leaks", "The seal broke", "It is brittle", "Another rubber", "A new supplier", "one too many"],
    "fishbone": {"material": ["rubber"], "method": [""]}, "root_cause": "No incoming check", "evidence": "12 of 20 seals",
    "metric": "Leaks per 1,000 sold", "target": "below 0.5", "elsewhere": [{"where": "Teapots", "done": False}],
}  # fmt: skip


def _open(cast, complaint, **more):
    return open_corrective(
        complaint,
        title="Seals",
        trigger="severity",
        owner=cast.manager,
        due_on=date(2026, 8, 1),
        by=cast.quality,
        **more,
    )


def _done(cast, complaint):
    action = _open(cast, complaint)
    action = change_corrective(action, _FILLED, version=action.version, by=cast.quality)
    step = add_step(action, StepDraft("Check every delivery", cast.manager, date(2026, 8, 20)), by=cast.manager)
    finish_step(step, on=date(2026, 8, 20), by=cast.manager)
    action = CorrectiveAction.objects.get(pk=action.pk)
    return carry_out(action, on=DONE, version=action.version, by=cast.manager)


def test_it_is_carried_out_only_with_cause_evidence_measure_and_every_step_done(make_complaint, cast):
    action = _open(cast, make_complaint())
    for name in ("root_cause", "evidence", "metric", "target"):
        with pytest.raises(FactMissing) as missing:
            carry_out(action, on=DONE, version=action.version, by=cast.quality)
        assert missing.value.field == name
        action = change_corrective(action, {name: "known"}, version=action.version, by=cast.quality)
    with pytest.raises(FactMissing) as missing:
        carry_out(action, on=DONE, version=action.version, by=cast.quality)
    assert missing.value.field == "steps"


def test_five_whys_and_six_bones_are_kept_as_they_were_found(make_complaint, cast):
    action = _open(cast, make_complaint())
    action = change_corrective(action, _FILLED, version=action.version, by=cast.quality)
    assert len(action.whys) == 5
    assert action.fishbone == {"material": ["rubber"], "method": []}
    assert action.topic_id is not None


def test_its_effect_is_judged_a_cycle_later_by_somebody_else(make_complaint, cast):
    action = _done(cast, make_complaint())
    assert (action.state, action.check_on) == ("checking", DONE + timedelta(days=CYCLE_DAYS))
    with pytest.raises(CheckTooEarly):
        judge(
            action,
            is_effective=True,
            finding="0.2",
            on=DONE + timedelta(days=27),
            version=action.version,
            by=cast.quality,
        )
    later = DONE + timedelta(days=28)
    with pytest.raises(OwnWork):
        judge(action, is_effective=True, finding="0.2", on=later, version=action.version, by=cast.manager)
    with pytest.raises(NotAllowed):
        judge(action, is_effective=True, finding="0.2", on=later, version=action.version, by=cast.service)
    judged = judge(action, is_effective=True, finding="0.2", on=later, version=action.version, by=cast.quality)
    assert judged.state == "effective"


@pytest.mark.parametrize("name", ["metric", "target"])
def test_by_what_it_is_judged_is_settled_once_it_was_carried_out(make_complaint, cast, name):
    action = _done(cast, make_complaint())
    same = change_corrective(action, {name: _FILLED[name], "training": "All"}, version=action.version, by=cast.quality)
    with pytest.raises(MeasureSettled) as refused:
        change_corrective(same, {name: "Something easier"}, version=same.version, by=cast.quality)
    assert refused.value.field == name
    judged = judge(
        same, is_effective=False, finding="0.9", on=DONE + timedelta(days=30), version=same.version, by=cast.quality
    )
    change_corrective(judged, {name: "Something else"}, version=judged.version, by=cast.quality)


def test_what_did_not_help_is_open_again(make_complaint, cast):
    action = _done(cast, make_complaint())
    judged = judge(
        action, is_effective=False, finding="0.9", on=DONE + timedelta(days=30), version=action.version, by=cast.quality
    )
    assert (judged.state, judged.reopened, judged.done_on) == ("ineffective", 1, None)
    with pytest.raises(NotCheckedYet):
        judge(judged, is_effective=True, finding="0.2", version=judged.version, by=cast.quality)


def test_the_same_complaint_again_opens_it_again_by_itself(make_complaint, walk, cast):
    action = _done(cast, make_complaint(_BEFORE))
    judge(
        action, is_effective=True, finding="0.2", on=DONE + timedelta(days=28), version=action.version, by=cast.quality
    )
    again = walk(make_complaint(), "assessed")
    event = Event.objects.filter(verb="complaint.assessed").latest("pk")
    reopen_actions_that_failed(event)
    reopen_actions_that_failed(event)
    found = CorrectiveAction.objects.get(pk=action.pk)
    assert (found.state, found.reopened) == ("ineffective", 1)
    assert Complaint.objects.get(pk=again.pk).corrective_id == found.pk
    assert Notification.objects.filter(user=cast.manager, data__what="corrective.recurred").count() == 1


def test_what_came_again_before_it_was_judged_counts_as_not_effective(make_complaint, walk, cast):
    """Of two that were judged one works: half. A third whose complaint came again unjudged has not worked: one of three.
    Judged to work after all it is two of three."""
    for place, is_effective in enumerate((True, False)):
        action = _done(
            cast, make_complaint(_BEFORE, topic=CaseTopic.objects.create(code=f"t{place}", name=f"T{place}"))
        )
        judge(
            action, is_effective=is_effective, finding="0.2", on=DONE + timedelta(days=28), version=action.version,
            by=cast.quality,
        )  # fmt: skip
    unjudged = _done(cast, make_complaint(_BEFORE))
    assert _effective(cast.manager) == (1, 2)
    walk(make_complaint(), "assessed")
    reopen_actions_that_failed(Event.objects.filter(verb="complaint.assessed").latest("pk"))
    found = CorrectiveAction.objects.get(pk=unjudged.pk)
    assert (found.state, found.checked_on) == ("ineffective", None)
    assert _effective(cast.manager) == (1, 3)
    again = carry_out(found, on=DONE, version=found.version, by=cast.manager)
    judge(again, is_effective=True, finding="0.1", on=DONE + timedelta(days=28), version=again.version, by=cast.quality)
    assert _effective(cast.manager) == (2, 3)


def _effective(user) -> tuple[int, int]:
    now = timezone.now()
    found = indicators(user, now - timedelta(days=1), now + timedelta(days=1), today=now).actions_effective
    return found.hits, found.of


def test_a_complaint_from_before_it_was_carried_out_proves_nothing(make_complaint, walk, cast):
    action = _done(cast, make_complaint(_BEFORE))
    walk(make_complaint(_BEFORE + timedelta(days=150)), "assessed")
    reopen_actions_that_failed(Event.objects.filter(verb="complaint.assessed").latest("pk"))
    assert CorrectiveAction.objects.get(pk=action.pk).state == "checking"


def test_a_grave_complaint_opens_one_and_only_one(make_complaint, walk, cast):
    complaint = walk(make_complaint(), "assessed", impacts=["safety"])
    event = Event.objects.filter(verb="complaint.assessed").latest("pk")
    open_actions_for_grave_complaints(event)
    open_actions_for_grave_complaints(event)
    action = CorrectiveAction.objects.get()
    assert action.trigger == "severity"
    assert Complaint.objects.get(pk=complaint.pk).corrective == action
    again = walk(make_complaint(), "assessed", impacts=["legal"])
    open_actions_for_grave_complaints(Event.objects.filter(verb="complaint.assessed").latest("pk"))
    assert CorrectiveAction.objects.count() == 1
    assert Complaint.objects.get(pk=again.pk).corrective == action


def test_an_action_that_opens_by_itself_takes_the_next_step_out_of_nobodys_hands(make_complaint, walk, cast):
    """Whoever has just weighed it has the page open, and goes on from there."""
    complaint = walk(make_complaint(), "assessed", impacts=("safety",))
    open_actions_for_grave_complaints(Event.objects.filter(verb="complaint.assessed").latest("pk"))
    assert Complaint.objects.get(pk=complaint.pk).corrective_id is not None
    assert investigate(complaint, version=complaint.version, by=cast.service).state == "investigating"


def test_a_small_complaint_opens_none(make_complaint, walk, cast):
    walk(make_complaint(), "assessed", impacts=["delay"])
    open_actions_for_grave_complaints(Event.objects.filter(verb="complaint.assessed").latest("pk"))
    assert not CorrectiveAction.objects.exists()
