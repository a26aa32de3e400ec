"""Another priority (purpose, channel, tier) while a clock runs: what was promised before and since, and from when it counts.

The days of the published example: office hours 08:30 to 12:00 and 13:00 to 16:30 in Bangkok, Thursday 16 April 2026."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from idic.domain.interact.cases.clocks.keeping import keep_clocks
from idic.domain.interact.cases.clocks.recomputing import recompute_clocks
from idic.domain.interact.cases.clocks.telling import tell_clocks
from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.models import Case, CaseClock, CasePause, TargetChange
from idic.domain.interact.cases.operations.change import change_case
from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.cases.operations.joining import merge_case
from idic.domain.interact.cases.operations.messages import answer_case
from idic.domain.interact.cases.queries.attainment import Period, attained, clocks_in
from idic.domain.interact.standards.errors import TargetRefused
from idic.domain.interact.standards.operations.standards import Said, Scope, create_standard
from idic.foundation.events.models import Event
from tests.domain.interact.cases.clocks.conftest import LONG_AGO

BANGKOK = ZoneInfo("Asia/Bangkok")


def at(clock: str, day: int = 16) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 4, day, hour, minute, tzinfo=BANGKOK)


@pytest.fixture
def promise(bangkok, cast):
    def make(minutes: int, *, measure: str = "resolution", anew: bool = False, **scope: str):
        said = Said(Decimal(".9"), minutes, valid_from=LONG_AGO, counts_anew=anew)
        return create_standard(measure, said, scope=Scope(**scope), by=cast.quality)

    return make


def become(case: Case, clock: str, by, **values: object) -> Case:
    """As `change_case` does it, at another moment than now."""
    row = Case.objects.get(pk=case.pk)
    for name, value in values.items():
        setattr(row, name, value)
    keep_clocks(row, now=at(clock), by=by)
    row.save()
    return row


def the_clock(case: Case, measure: str = "resolution") -> CaseClock:
    return CaseClock.objects.get(case=case, measure=measure)


@pytest.mark.parametrize(
    ("anew", "changed_at", "due", "counted_from"),
    [
        (False, "09:30", "10:00", None),
        (True, "09:30", "10:30", "09:30"),
        # the lunch hour is not counted: a quarter before it, three after it
        (True, "11:45", "13:45", "11:45"),
        (False, "11:45", "10:00", None),
    ],
)
def test_four_hours_become_one(promise, make_case, cast, anew, changed_at, due, counted_from):
    promise(240)
    promise(60, anew=anew, priority="critical")
    case = make_case(at("09:00"))
    assert the_clock(case).due_at == at("14:00")
    become(case, changed_at, cast.service, priority="critical")
    clock, change = the_clock(case), TargetChange.objects.get()
    assert (clock.due_at, clock.budget_minutes, clock.started_at) == (at(due), 60, at("09:00"))
    assert clock.counted_from == (None if counted_from is None else at(counted_from))
    assert clock.target_since == change.at == at(changed_at)
    assert (change.minutes_before, change.minutes_after, change.due_before) == (240, 60, at("14:00"))
    assert (change.causes, change.by, change.is_anew) == ({"priority": ["normal", "critical"]}, cast.service, anew)
    assert change.version_after_id == clock.standard_version_id != change.version_before_id


def test_a_pause_before_the_change_counts_from_the_start_and_not_from_the_change(promise, make_case, cast):
    """From nine with an hour of pause two hours end at twelve; from eleven they end at two."""
    promise(240)
    promise(120, priority="high")
    promise(120, anew=True, priority="critical")
    for priority, due, elapsed, paused in (("high", "12:00", 150, 60), ("critical", "14:00", 90, 0)):
        case = make_case(at("09:00"))
        CasePause.objects.create(case=case, reason="customer", started_at=at("09:30"), ended_at=at("10:30"))
        become(case, "11:00", cast.service, priority=priority)
        assert the_clock(case).due_at == at(due)
        row = Case.objects.get(pk=case.pk)
        resolve_case(row, outcome="solved", version=row.version, by=cast.service, at=at("13:30"))
        clock = the_clock(case)
        assert (clock.elapsed_minutes, clock.paused_minutes) == (elapsed, paused)
        assert clock.state == ("met" if priority == "critical" else "breached")


def test_attainment_is_by_the_target_in_force(promise, make_case, cast):
    """Both were solved at 10:15: an hour and a quarter after the contact, three quarters after the change."""
    standards = {False: promise(60, priority="high"), True: promise(60, anew=True, priority="critical")}
    promise(240)
    for priority in ("high", "critical"):
        case = make_case(at("09:00"))
        row = become(case, "09:30", cast.service, priority=priority)
        resolve_case(row, outcome="solved", version=row.version, by=cast.service, at=at("10:15"))
    period = Period(at("00:00"), at("23:00"))
    for anew, standard in standards.items():
        found = attained(clocks_in(cast.quality, period, standard_version__standard=standard))
        assert (found.n, found.share.share, found.median) == (1, 1.0 if anew else 0.0, 45 if anew else 75)


def test_what_was_late_is_not_made_anew(promise, make_case, cast):
    promise(60, priority="high")
    promise(120, anew=True, priority="critical")
    case = make_case(at("09:00"), priority="high")
    become(case, "10:30", cast.service, priority="critical")
    change = TargetChange.objects.get()
    assert (change.was_late, change.is_anew, the_clock(case).due_at) == (True, False, at("11:00"))


def test_what_was_told_of_the_promise_before_is_told_of_the_next_in_its_own_time(promise, make_case, cast):
    """Of 60 minutes half is told at 09:30; of the 240 that follow from nine half is used up at eleven."""
    promise(240)
    promise(60, priority="critical")
    case = make_case(at("09:00"), priority="critical")
    CaseClock.objects.update(warned=0, state="running", breached_at=None, next_at=at("09:30"))
    told = []
    for clock in ("09:30", "09:40", "10:59", "11:00"):
        if clock == "09:40":
            become(case, "09:40", cast.service, priority="normal")
        tell_clocks(now=at(clock))
        told.append(
            list(Event.objects.filter(verb="case.warned").order_by("pk").values_list("after__share", flat=True))
        )
    assert told == [[50], [50], [50], [50, 50]]


def test_many_changes_stand_one_after_the_other_and_a_stopped_clock_has_none(promise, make_case, cast):
    promise(240)
    promise(120, priority="high")
    promise(60, priority="critical", anew=True)
    promise(30, measure="first_response")
    promise(15, measure="first_response", priority="critical")
    case = make_case(at("09:00"))
    answer_case(case, MessageDraft("We look into it.", at=at("09:10")), by=cast.service)
    for clock, priority in (("09:20", "high"), ("09:40", "critical"), ("09:50", "high")):
        become(case, clock, cast.service, priority=priority)
    found = TargetChange.objects.order_by("at").values_list("measure", "minutes_before", "minutes_after", "is_anew")
    assert list(found) == [
        ("resolution", 240, 120, False), ("resolution", 120, 60, True), ("resolution", 60, 120, False)
    ]  # fmt: skip
    clock = the_clock(case)
    assert (clock.counted_from, clock.due_at) == (None, at("11:00"))
    assert the_clock(case, "first_response").budget_minutes == 30


def test_an_answer_that_turns_out_to_be_older_than_the_change_has_kept_it(promise, make_case, cast):
    promise(240, measure="first_response")
    promise(60, measure="first_response", anew=True, priority="critical")
    case = make_case(at("09:00"))
    row = become(case, "11:00", cast.service, priority="critical")
    answer_case(row, MessageDraft("Sent before anybody raised it.", at=at("10:00")), by=cast.service)
    clock = the_clock(case, "first_response")
    assert (clock.state, clock.elapsed_minutes) == ("met", 0)


def test_purpose_and_tier_are_told_as_what_brought_it_about(promise, make_case, make_customer, cast):
    promise(240)
    promise(60, purpose="complain")
    case = make_case(timezone.now() - timedelta(minutes=1), purpose="request_service")
    change_case(case, {"purpose": "complain"}, version=case.version, by=cast.service)
    change = TargetChange.objects.get()
    assert (change.causes, change.by) == ({"purpose": ["request_service", "complain"]}, cast.service)


def test_a_joining_moves_the_start_and_leaves_what_came_to_hold(promise, make_case, cast):
    promise(240)
    promise(120, anew=True, priority="critical")
    early, late = make_case(at("08:30")), make_case(at("09:00"))
    row = become(late, "09:30", cast.service, priority="critical")
    merge_case(early, into=row, by=cast.service)
    clock = the_clock(late)
    assert (clock.started_at, clock.counted_from, clock.due_at) == (at("08:30"), at("09:30"), at("11:30"))


def test_many_at_once_are_worked_out_as_one_by_one(promise, bangkok, make_case, cast):
    promise(240)
    promise(90, anew=True, priority="critical")
    promise(120, priority="high")
    draw = random.Random(7)
    for _ in range(10):
        begin = draw.randrange(120)
        case = make_case(at("08:30") + timedelta(minutes=begin))
        moment = case.received_at + timedelta(minutes=draw.randrange(1, 60))
        become(
            case, moment.astimezone(BANGKOK).strftime("%H:%M"), cast.service, priority=draw.choice(["high", "critical"])
        )
        if draw.random() < 0.4:
            CasePause.objects.create(
                case=case,
                reason="customer",
                started_at=moment + timedelta(minutes=5),
                ended_at=moment + timedelta(minutes=40),
            )
    now = at("13:20")
    for case in Case.objects.all():
        keep_clocks(case, now=now)
    figures = (
        "case_id",
        "due_at",
        "state",
        "breached_at",
        "elapsed_minutes",
        "gross_minutes",
        "paused_minutes",
        "next_at",
    )
    expected = list(CaseClock.objects.order_by("case_id").values_list(*figures))
    CaseClock.objects.update(
        due_at=None, state="met", breached_at=None, elapsed_minutes=0, paused_minutes=0, next_at=None
    )
    assert recompute_clocks(bangkok.pk, now=now) == 10
    assert list(CaseClock.objects.order_by("case_id").values_list(*figures)) == expected


def test_only_a_time_can_count_anew(cast):
    said = replace(Said(Decimal(".9")), counts_anew=True)
    with pytest.raises(TargetRefused) as refused:
        create_standard("reopened", said, by=cast.quality)
    assert refused.value.field == "counts_anew"
