"""The case of the published example: Friday 10 April 2026, 15:45 in Bangkok, with Songkran after the weekend."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from idic.domain.interact.cases.clocks.keeping import keep_clocks
from idic.domain.interact.cases.clocks.telling import tell_clocks
from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.models import NEVER, Case, CaseClock
from idic.domain.interact.cases.operations.change import change_case
from idic.domain.interact.cases.operations.ending import reopen_case, resolve_case
from idic.domain.interact.cases.operations.joining import merge_case
from idic.domain.interact.cases.operations.messages import acknowledge_case, answer_case, receive_message
from idic.domain.interact.cases.operations.pausing import pause_case
from idic.domain.interact.standards.operations.standards import Said, archive_standard, change_standard
from idic.foundation.calendars.models import Calendar, CalendarVersion
from idic.foundation.desk.models import Notification
from idic.foundation.events.models import Event

BANGKOK = ZoneInfo("Asia/Bangkok")


def _at(day: int, clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 4, day, hour, minute, tzinfo=BANGKOK)


RECEIVED = _at(10, "15:45")


def _clock(case: Case, measure: str = "resolution") -> CaseClock:
    return CaseClock.objects.get(case=case, measure=measure)


def _current(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_due_by_the_calendar_of_the_example(bangkok, make_standard, make_case):
    make_standard("first_response", 45)
    make_standard("resolution", 420)
    case = make_case(RECEIVED)
    assert _clock(case, "first_response").due_at == _at(10, "16:30")
    assert _clock(case).due_at == _at(16, "15:45")
    assert case.due_at == _at(10, "16:30")
    clock = _clock(case)
    assert (clock.calendar_id, clock.calendar_version) == (bangkok.pk, bangkok.version)


def test_without_a_standard_nothing_is_promised(bangkok, make_case):
    case = make_case(RECEIVED)
    assert case.due_at == NEVER
    assert not CaseClock.objects.exists()


def test_answered_and_resolved_as_the_example_measures_it(bangkok, make_standard, make_case, cast):
    """To Friday 10:00 it takes 9 h 15 min; with a pause on Thursday from 09:00 to 14:00 it takes 5 h 15 min."""
    make_standard("resolution", 600)
    first, second = make_case(RECEIVED), make_case(RECEIVED)
    resolve_case(first, outcome="solved", version=first.version, by=cast.service, at=_at(17, "10:00"))
    assert _clock(first).elapsed_minutes == 555
    assert _clock(first).state == "met"
    paused = pause_case(second, reason="customer", version=second.version, by=cast.service, at=_at(16, "09:00"))
    assert _clock(paused).due_at is None
    receive_message(paused, MessageDraft("Here is the number", at=_at(16, "14:00")))
    row = _current(paused)
    assert row.state == "open"
    resolve_case(row, outcome="solved", version=row.version, by=cast.service, at=_at(17, "10:00"))
    assert _clock(second).elapsed_minutes == 315
    assert _clock(second).gross_minutes == (_at(17, "10:00") - RECEIVED) / timedelta(minutes=1)


def test_an_automatic_receipt_stops_no_response_clock(bangkok, make_standard, make_case, cast):
    make_standard("first_response", 45)
    make_standard("acknowledgement", 15)
    case = make_case(RECEIVED)
    acknowledge_case(case, MessageDraft("We have your mail.", at=RECEIVED + timedelta(minutes=1)))
    assert _clock(case, "acknowledgement").state == "met"
    assert _clock(case, "first_response").stopped_at is None
    answer_case(_current(case), MessageDraft("We look into it.", at=_at(10, "16:30")), by=cast.service)
    clock = _clock(case, "first_response")
    assert (clock.state, clock.elapsed_minutes) == ("met", 45)


def test_an_answer_too_late_breaks_the_promise(bangkok, make_standard, make_case, cast):
    make_standard("first_response", 45)
    case = make_case(RECEIVED)
    answer_case(case, MessageDraft("Sorry for the wait.", at=_at(16, "08:31")), by=cast.service)
    clock = _clock(case, "first_response")
    assert (clock.state, clock.breached_at, clock.elapsed_minutes) == ("breached", _at(10, "16:30"), 46)


def test_another_priority_is_another_budget_from_the_same_start(bangkok, make_standard, make_case, cast):
    make_standard("resolution", 480)
    make_standard("resolution", 45, priority="critical")
    case = make_case(RECEIVED)
    assert case.due_at == _at(17, "08:45")
    changed = change_case(case, {"priority": "critical"}, version=case.version, by=cast.service)
    assert changed.due_at == _at(10, "16:30")
    assert _clock(case).started_at == RECEIVED


def test_the_time_in_which_it_had_ended_does_not_count(bangkok, make_standard, make_case, cast):
    make_standard("resolution", 600)
    case = make_case(RECEIVED)
    resolved = resolve_case(case, outcome="solved", version=case.version, by=cast.service, at=_at(16, "09:00"))
    assert resolved.due_at == NEVER
    opened = reopen_case(resolved, version=resolved.version, by=cast.service, at=_at(17, "09:00"))
    assert opened.reopened == 1
    done = resolve_case(opened, outcome="solved", version=opened.version, by=cast.service, at=_at(17, "10:00"))
    # 45 minutes on the tenth, 30 on the sixteenth, 60 on the seventeenth
    assert _clock(done).elapsed_minutes == 135


def test_what_was_measured_keeps_its_standard(bangkok, make_standard, make_case, cast):
    standard = make_standard("resolution", 480)
    case = make_case(RECEIVED)
    done = resolve_case(case, outcome="solved", version=case.version, by=cast.service, at=_at(17, "08:45"))
    first = _clock(done).standard_version_id
    change_standard(standard, Said(standard.versions.get().target_share, 60), version=standard.version, by=cast.quality)
    keep_clocks(done)
    clock = _clock(done)
    assert (clock.standard_version_id, clock.budget_minutes, clock.state) == (first, 480, "met")


def test_merged_clocks_end_and_the_surviving_case_counts_from_the_earlier_contact(
    bangkok, make_standard, make_case, cast
):
    make_standard("resolution", 480)
    early, late = make_case(RECEIVED), make_case(_at(16, "09:00"))
    kept = merge_case(early, into=late, by=cast.service)
    assert _clock(early).state == "merged"
    assert _clock(kept).started_at == RECEIVED
    assert kept.due_at == _at(17, "08:45")


def test_each_share_of_the_budget_is_told_once(bangkok, make_standard, make_case, cast):
    """Of 60 minutes from 09:00: half at 09:30, three quarters at 09:45, nine tenths at 09:54, all of it at 10:00."""
    make_standard("resolution", 60)
    case = make_case(_at(16, "09:00"), owner=cast.service_colleague)
    CaseClock.objects.update(warned=0, state="running", breached_at=None, next_at=_at(16, "09:30"))
    told = []
    for clock in ("09:29", "09:30", "09:31", "09:50", "09:54", "09:59", "10:00", "11:00"):
        tell_clocks(now=_at(16, clock))
        told.append(Event.objects.filter(subject_kind="case", verb__in=("case.warned", "case.breached")).count())
    assert told == [0, 1, 1, 2, 3, 3, 4, 4]
    assert list(
        Event.objects.filter(verb__in=("case.warned", "case.breached"))
        .order_by("pk")
        .values_list("after__share", flat=True)
    ) == [50, 75, 90, 100]
    assert _clock(case).state == "breached"
    assert _clock(case).next_at is None
    assert Notification.objects.filter(user=cast.service_colleague, data__what="case.breached").count() == 1


def test_the_night_in_which_the_clocks_change_has_its_own_length(cast, make_standard, make_case):
    """Berlin, 29 March 2026: a promise of four hours by night and day ends at six in the morning, not at five."""
    Calendar.objects.filter(is_default=True).update(is_default=False)
    berlin = Calendar.objects.create(name="Night desk", zone="Europe/Berlin", is_default=True)
    CalendarVersion.objects.create(calendar=berlin, valid_from="2020-01-01", week=[["00:00-24:00"]] * 7, days={})
    make_standard("first_response", 240)
    zone = ZoneInfo("Europe/Berlin")
    case = make_case(datetime(2026, 3, 29, 1, 0, tzinfo=zone))
    assert _clock(case, "first_response").due_at == datetime(2026, 3, 29, 6, 0, tzinfo=zone)


def test_a_promise_that_runs_is_kept_after_its_standard_was_archived(bangkok, make_standard, make_case, cast):
    standard = make_standard("resolution", 420)
    case = make_case(timezone.now() - timedelta(minutes=1))
    promised = CaseClock.objects.get(case=case).due_at
    archive_standard(standard, version=standard.version, by=cast.quality)
    change_case(case, {"priority": "high"}, version=case.version, by=cast.service)
    assert CaseClock.objects.get(case=case).due_at == promised
    later = make_case(timezone.now())
    assert not CaseClock.objects.filter(case=later).exists()
