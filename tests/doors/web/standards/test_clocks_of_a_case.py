from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from idic.domain.interact.cases.models import Case, CaseClock
from idic.domain.interact.cases.operations.change import change_case
from idic.domain.interact.cases.operations.pausing import pause_case, resume_case
from idic.doors.web.cases.clocks import clock_rows

pytestmark = pytest.mark.django_db


def shown(case):
    return {one.measure: one for one in clock_rows(case)}


def test_each_promise_tells_its_state_and_the_time_left_or_late(cast, make_standard, make_case, signed_in):
    standard = make_standard("resolution", 3 * 24 * 60)
    make_standard("first_response", 60)
    case = make_case(days=2)
    late, running = clock_rows(case)
    assert (late.measure, late.state, late.tone, late.percent) == ("Time to the first response", "late", "danger", 100)
    assert late.words in ("late by 47 h of open time", "late by 47 h 1 min of open time")
    assert (running.state, running.tone, running.percent, running.budget) == ("running", "info", 67, "72 h")
    assert running.words in ("24 h of open time left", "23 h 59 min of open time left")
    assert (running.standard_id, running.version) == (standard.pk, 1)
    page = signed_in("service").get(f"/cases/{case.pk}/").content.decode()
    assert f"/standards/{standard.pk}/" in page
    assert "late by 47 h" in page


def test_what_runs_out_soon_is_told_by_a_warning(make_standard, make_case):
    make_standard("resolution", 60 * 50)
    assert clock_rows(make_case(days=2))[0].tone == "warning"


def test_a_clock_past_its_due_moment_is_late_before_the_tick_has_told_it(make_standard, make_case):
    make_standard("resolution", 60 * 24 * 30)
    case = make_case(days=2)
    CaseClock.objects.filter(case=case).update(due_at=timezone.now() - timedelta(minutes=90))
    (clock,) = clock_rows(case)
    assert (clock.state, clock.words) == ("late", "late by 1 h 30 min of open time")


def test_what_stopped_keeps_how_it_was_measured(make_standard, make_case):
    make_standard("resolution", 60)
    kept, broken = make_case(after=30), make_case(after=90)
    assert shown(kept)["Time to resolve"].words == "took 30 min of open time"
    assert shown(broken)["Time to resolve"].words == "was late by 30 min of open time"


def test_a_paused_one_stands_still_without_a_due_moment(cast, make_standard, make_case):
    make_standard("resolution", 60 * 72)
    case = make_case(days=2)
    pause_case(case, reason="customer", version=case.version, by=cast.service, at=timezone.now() - timedelta(hours=12))
    (clock,) = clock_rows(Case.objects.get(pk=case.pk))
    assert (clock.state, clock.due_at) == ("paused", None)
    assert clock.words == "36 h of open time left"


def test_a_pause_beyond_its_limit_is_told_though_the_case_waits(cast, make_standard, make_case):
    """Seventy-two hours, ten of pause; paused for twelve of the forty-eight that have gone by."""
    make_standard("resolution", 60 * 72, most_pause=600)
    case = make_case(days=2)
    paused = pause_case(
        case, reason="customer", version=case.version, by=cast.service, at=timezone.now() - timedelta(hours=12)
    )
    (clock,) = clock_rows(paused)
    assert (clock.state, clock.pause) == ("running", "runs on although the case waits: 10 h of pause are used up")
    assert clock.words in ("34 h of open time left", "33 h 59 min of open time left")
    again = resume_case(paused, version=paused.version, by=cast.service)
    assert clock_rows(again)[0].pause == "stood still for 10 h"


def test_while_the_limit_is_not_reached_it_says_how_long_it_may_last(cast, make_standard, make_case):
    make_standard("resolution", 60 * 72, most_pause=24 * 60)
    case = make_case(days=2)
    paused = pause_case(
        case, reason="customer", version=case.version, by=cast.service, at=timezone.now() - timedelta(hours=12)
    )
    (clock,) = clock_rows(paused)
    assert (clock.state, clock.pause) == ("paused", "stands still for 24 h of open time at most")
    assert clock.due_at is not None
    # it can only have run on, though no tick has told of it yet
    CaseClock.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    assert clock_rows(paused)[0].state == "late"


def test_without_a_standard_there_is_nothing(make_case):
    assert clock_rows(make_case()) == []


def test_the_page_of_a_case_stays_cheap_with_its_clocks(make_standard, make_case, signed_in):
    for measure in ("acknowledgement", "first_response", "resolution"):
        make_standard(measure, 60)
    client, url = signed_in("service"), f"/cases/{make_case().pk}/"
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    assert len(found.captured_queries) <= 12


def test_a_target_that_changed_says_what_it_was_why_by_whom_and_from_when_it_counts(
    cast, make_standard, make_case, signed_in
):
    make_standard("resolution", 240)
    make_standard("resolution", 60, priority="critical")
    case = make_case()
    changed = change_case(case, {"priority": "critical"}, version=case.version, by=cast.service)
    change_case(changed, {"priority": "normal"}, version=changed.version, by=cast.manager)
    (clock,) = clock_rows(Case.objects.get(pk=case.pk))
    first, second = clock.changes
    assert "1 h instead of 4 h, because the priority was raised from Normal to Critical (Service)." in first
    assert "4 h instead of 1 h, because the priority was lowered from Critical to Normal (Manager)." in second
    assert first.endswith("Counted from the start, as before. It was late by then.")
    client = signed_in("service")
    assert "the priority was raised from Normal to Critical" in client.get(f"/cases/{case.pk}/").content.decode()
    assert "the priority was lowered" in client.get(f"/cases/{case.pk}/timeline/").content.decode()
