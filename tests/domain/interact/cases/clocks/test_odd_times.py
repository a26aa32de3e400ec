"""What a clock must bear: holidays, hours that are never enough, standards that change, pauses upon pauses.
A time without a zone is refused by each feed (tests/doors/feeds), a list of holidays that is missing is told of from November on
(tests/foundation/calendars)."""

from __future__ import annotations

from datetime import timedelta

from idic.domain.interact.cases.models import NEVER, Case, CaseClock
from idic.domain.interact.cases.operations.change import change_case
from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.cases.operations.pausing import pause_case, resume_case
from idic.domain.interact.standards.operations.standards import Said, change_standard
from idic.foundation.calendars.models import Calendar, CalendarVersion
from tests.domain.interact.cases.clocks.test_keeping import RECEIVED, _at, _clock


def test_a_case_of_a_holiday_begins_when_the_desk_opens(bangkok, make_standard, make_case):
    make_standard("first_response", 60)
    assert make_case(_at(13, "10:00")).due_at == _at(16, "09:30")


def test_a_standard_that_changes_leaves_what_runs_as_it_was_promised(bangkok, make_standard, make_case, cast):
    standard = make_standard("resolution", 480)
    case = make_case(RECEIVED)
    change_standard(standard, Said(standard.versions.get().target_share, 60), version=standard.version, by=cast.quality)
    row = change_case(case, {"title": "It still leaks"}, version=case.version, by=cast.service)
    assert (row.due_at, _clock(row).budget_minutes, _clock(row).standard_version.number) == (_at(17, "08:45"), 480, 1)


def test_hours_that_are_never_enough_promise_no_moment(cast, make_standard, make_case):
    """Open for one hour of one day: eight hours do not come together within 400 days, and nobody searches for ever."""
    Calendar.objects.filter(is_default=True).update(is_default=False)
    calendar = Calendar.objects.create(name="Once", zone="Asia/Bangkok", is_default=True)
    days = {"2026-04-20": {"windows": ["10:00-11:00"], "name": "Open day", "listed": False}}
    CalendarVersion.objects.create(calendar=calendar, valid_from="2020-01-01", week=[[]] * 7, days=days)
    make_standard("resolution", 480)
    case = make_case(RECEIVED)
    assert (case.due_at, _clock(case).due_at) == (NEVER, None)
    done = resolve_case(case, outcome="solved", version=case.version, by=cast.service, at=_at(30, "10:00"))
    assert (_clock(done).state, _clock(done).elapsed_minutes) == ("met", 60)


def test_a_pause_upon_a_pause_counts_once(bangkok, make_standard, make_case, cast):
    """Waiting for the customer from 09:00, from 10:00 for the maker as well, until 11:00."""
    make_standard("resolution", 420)
    case = make_case(_at(16, "08:30"))
    first = pause_case(case, reason="customer", version=case.version, by=cast.service, at=_at(16, "09:00"))
    second = pause_case(
        first, reason="third_party", note="The maker", version=first.version, by=cast.service, at=_at(16, "10:00")
    )
    again = resume_case(second, version=second.version, by=cast.service, at=_at(16, "11:00"))
    done = resolve_case(again, outcome="solved", version=again.version, by=cast.service, at=_at(16, "16:30"))
    assert (_clock(done).elapsed_minutes, _clock(done).paused_minutes) == (300, 120)
    assert Case.objects.get(pk=case.pk).pauses.count() == 2


def test_the_end_never_lies_before_the_start(bangkok, make_standard, make_case, cast):
    """Somebody says that it was done before it came in: it took nothing."""
    make_standard("resolution", 60)
    case = make_case(RECEIVED)
    resolve_case(case, outcome="solved", version=case.version, by=cast.service, at=RECEIVED - timedelta(days=1))
    clock = CaseClock.objects.get(case=case)
    assert (clock.elapsed_minutes, clock.gross_minutes, clock.state) == (0, 0, "met")
