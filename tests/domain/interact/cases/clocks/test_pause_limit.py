"""A pause counts for as long as the standard lets it; then the clock runs on, though the case waits."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from idic.domain.interact.cases.clocks.telling import tell_clocks
from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.models import Case, CaseClock
from idic.domain.interact.cases.operations.ending import reopen_case, resolve_case
from idic.domain.interact.cases.operations.messages import receive_message
from idic.domain.interact.cases.operations.pausing import pause_case
from idic.domain.interact.standards.errors import TargetRefused
from idic.domain.interact.standards.operations.standards import Said, create_standard
from idic.foundation.desk.models import Notification

BANGKOK = ZoneInfo("Asia/Bangkok")


def _at(day: int, clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 4, day, hour, minute, tzinfo=BANGKOK)


def _clock(case: Case) -> CaseClock:
    return CaseClock.objects.get(case=case)


@pytest.fixture
def paused(bangkok, make_standard, make_case, cast) -> Case:
    """Seven hours from Thursday 08:30, paused at 09:00; two hours of pause are allowed. So at 11:00 it runs on, and six and a
    half hours later, on Friday at 10:30, it is due."""
    make_standard("resolution", 420, most_pause=120)
    case = make_case(_at(16, "08:30"))
    CaseClock.objects.update(warned=0, state="running", breached_at=None)
    return pause_case(case, reason="customer", version=case.version, by=cast.service, at=_at(16, "09:00"))


def test_the_moment_is_known_at_which_it_runs_out_at_the_latest(paused):
    assert _clock(paused).due_at == _at(17, "10:30")
    assert Case.objects.get(pk=paused.pk).due_at == _at(17, "10:30")


def test_it_runs_on_at_the_limit_and_whoever_has_the_case_is_told_once(paused, cast):
    states = []
    # as it stood at 09:01, whatever day it is today
    CaseClock.objects.update(state="paused", next_at=_at(16, "11:00"), warned=0)
    for clock in ("10:59", "11:00", "11:01"):
        tell_clocks(now=_at(16, clock))
        row = _clock(paused)
        states.append((row.state, row.paused_minutes, row.elapsed_minutes))
    assert states[0][0] == "paused"
    assert states[1] == ("running", 120, 30)
    assert Notification.objects.filter(user=cast.service, data__what="case.pause_used_up").count() == 1
    assert Case.objects.get(pk=paused.pk).state == "waiting"
    tell_clocks(now=_at(17, "10:30"))
    assert _clock(paused).state == "breached"


def test_both_times_stand_when_it_is_done(paused, cast):
    """To Friday 10:00: 30 minutes, then from 11:00 an hour, three and a half hours, and an hour and a half."""
    receive_message(paused, MessageDraft("Here it is", at=_at(16, "15:00")))
    row = Case.objects.get(pk=paused.pk)
    done = resolve_case(row, outcome="solved", version=row.version, by=cast.service, at=_at(17, "10:00"))
    clock = _clock(done)
    assert (clock.elapsed_minutes, clock.paused_minutes, clock.gross_minutes) == (390, 120, 25 * 60 + 30)
    assert clock.state == "met"


def test_the_time_in_which_it_had_ended_is_no_pause_of_ours(bangkok, make_standard, make_case, cast):
    make_standard("resolution", 600, most_pause=30)
    case = make_case(_at(16, "08:30"))
    done = resolve_case(case, outcome="solved", version=case.version, by=cast.service, at=_at(16, "09:00"))
    again = reopen_case(done, version=done.version, by=cast.service, at=_at(17, "09:00"))
    ended = resolve_case(again, outcome="solved", version=again.version, by=cast.service, at=_at(17, "10:00"))
    # 30 minutes on Thursday and 60 on Friday; 390 on Thursday and 30 on Friday it had ended
    clock = _clock(ended)
    assert (clock.elapsed_minutes, clock.paused_minutes) == (90, 420)


def test_a_limit_needs_a_clock(cast):
    for measure, minutes, most in (("reopened", None, 60), ("resolution", 60, -1)):
        with pytest.raises(TargetRefused):
            create_standard(measure, Said(Decimal("0.9"), minutes, most_pause_minutes=most), by=cast.quality)


@pytest.mark.parametrize(("reason", "for_others", "due"), [
    ("third_party", True, None), ("third_party", False, _at(16, "16:30")), ("agreed_date", False, None),
])  # fmt: skip
def test_waiting_for_somebody_else_stops_the_clock_where_the_standard_has_it_so(
    bangkok, make_standard, make_case, cast, reason, for_others, due
):
    make_standard("resolution", 420, for_others=for_others)
    case = make_case(_at(16, "08:30"))
    pause_case(
        case, reason=reason, note="The supplier looks", version=case.version, by=cast.service, at=_at(16, "09:00")
    )
    assert _clock(case).due_at == due
    tell_clocks(now=_at(16, "09:30"))
    assert _clock(case).due_at == due
