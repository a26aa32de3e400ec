"""By when each step is due, and what happens where it is missed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from idic.domain.interact.cases.models import Case, CaseClock, CasePause
from idic.domain.interact.complaints.deadlines import deadlines_of, due_of, first_open, rule_of, rules_in_use
from idic.domain.interact.complaints.errors import FactMissing
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.deciding import give_notice
from idic.domain.interact.complaints.operations.ending import reopen
from idic.domain.interact.complaints.operations.saying import set_deadline, take_back_deadline
from idic.domain.interact.complaints.operations.step_dues import keep_all_step_dues, keep_unknown_step_dues
from idic.domain.interact.complaints.operations.watching import tell_what_is_due
from idic.domain.interact.complaints.rules import visible_complaints
from idic.domain.interact.standards.models import Standard, StandardVersion
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.accounts.queries.users import users_who_may
from idic.foundation.desk.models import Notification
from idic.foundation.events.models import Event
from idic.loop.steps_follow_hours import steps_follow_hours
from idic.loop.steps_follow_pauses import steps_follow_pauses
from idic.methods.business_clock import BusinessClock, Hours, week_of
from idic.methods.complaint_priority import Budget

WEEK = week_of({day: ["08:00-16:00"] for day in range(5)})
CLOCK = BusinessClock("UTC", [Hours(date(2020, 1, 1), WEEK)])
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def states(complaint, now=None):
    row = Complaint.objects.select_related("case").get(pk=complaint.pk)
    return {str(one.step): one for one in deadlines_of([row], now=now or timezone.now())[row.pk]}


def test_a_working_day_is_as_long_as_most_days_are_open():
    assert due_of(CLOCK, MONDAY, Budget(minutes=60)) == MONDAY + timedelta(hours=1)
    assert due_of(CLOCK, MONDAY, Budget(days=1)) == MONDAY + timedelta(days=1)
    assert due_of(CLOCK, MONDAY, Budget(days=5)) == MONDAY + timedelta(days=7)
    assert due_of(CLOCK, MONDAY, Budget(days=1), [(MONDAY, MONDAY + timedelta(hours=2))]) == MONDAY + timedelta(
        days=1, hours=2
    )
    assert due_of(CLOCK, MONDAY, Budget(days=1), [(MONDAY, None)]) is None


@pytest.mark.django_db
def test_as_delivered_and_as_law_or_charter_say(cast):
    told = rules_in_use()
    assert [rule_of(told, step, "phone").budget for step in ("acknowledge", "assess", "answer", "final")] == [
        Budget(minutes=60), Budget(days=1), Budget(days=5), Budget(days=20),
    ]  # fmt: skip
    assert rule_of(told, "acknowledge", "letter").budget == Budget(days=1)
    set_deadline("final", days=30, source="Charter, section 4", by=cast.manager)
    set_deadline("final", mode="fax", days=45, by=cast.manager)
    told = rules_in_use()
    assert [rule_of(told, "final", mode).budget.days for mode in ("", "phone", "fax")] == [30, 30, 45]
    assert rule_of(told, "final", "").source == "Charter, section 4"
    take_back_deadline("final", by=cast.manager)
    assert rule_of(rules_in_use(), "final", "phone").budget.days == 20
    assert list(Event.objects.filter(subject_kind="complaint_deadline").order_by("pk").values_list("verb", flat=True)) == [
        "complaint_deadline.set", "complaint_deadline.set", "complaint_deadline.taken_back",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_deadline_is_a_time_and_for_those_who_lead_complaints_to_set(cast):
    for given in ({}, {"minutes": 1, "days": 1}, {"days": 400}, {"minutes": -5}):
        with pytest.raises(FactMissing):
            set_deadline("final", **given, by=cast.manager)
    with pytest.raises(NotAllowed):
        set_deadline("final", days=3, by=cast.service)


@pytest.mark.django_db
def test_each_step_is_kept_late_overdue_or_no_longer_needed(make_complaint, walk, cast):
    complaint = make_complaint(timezone.now() - timedelta(days=60))
    assert {step: one.state for step, one in states(complaint).items()} == dict.fromkeys(
        ("acknowledge", "assess", "answer", "final"), "overdue"
    )
    walk(complaint, "assessed")
    found = states(complaint)
    assert [found[step].state for step in ("acknowledge", "assess", "answer")] == ["late", "late", "overdue"]
    fresh = walk(make_complaint(), "decided")
    assert {str(one.state) for one in states(fresh).values()} == {"kept", "running"}
    Complaint.objects.filter(pk=fresh.pk).update(state="withdrawn")
    assert states(fresh)["final"].state == "dropped"


@pytest.mark.django_db
def test_what_was_opened_again_counts_from_then(make_complaint, walk, cast):
    closed = walk(make_complaint(timezone.now() - timedelta(days=90)), "closed")
    assert states(closed)["final"].state == "late"
    reopen(closed, note="It leaks again", version=closed.version, by=cast.service)
    found = states(closed)
    assert (found["final"].state, found["answer"].state, found["assess"].state) == ("running", "running", "late")


@pytest.mark.django_db
def test_a_missed_day_asks_for_a_notice_until_the_customer_was_told(make_complaint, cast):
    late, new = make_complaint(timezone.now() - timedelta(days=60), title="Late"), make_complaint(title="New")
    assert states(late)["final"].owes_notice
    tell_what_is_due()
    told = Notification.objects.filter(data__what="complaint.deadline_missed")
    assert list(told.values_list("user", "subject_id")) == [(cast.service.pk, late.case_id)]
    row = Complaint.objects.get(pk=late.pk)
    give_notice(row, text="We wait for a part.", next_on=None, version=row.version, by=cast.service)
    told.delete()
    assert not any(one.owes_notice for one in states(late).values())
    tell_what_is_due()
    assert not told.exists()
    assert not any(one.owes_notice for one in states(new).values())


@pytest.mark.django_db
def test_of_what_nobody_has_taken_the_leads_are_told(make_complaint, cast):
    late = make_complaint(timezone.now() - timedelta(days=60), title="Late")
    Case.objects.filter(pk=late.case_id).update(owner=None, team=None, hidden_from=[cast.manager.pk])
    tell_what_is_due()
    told = Notification.objects.filter(data__what="complaint.deadline_missed", subject_id=late.case_id)
    heard = set(told.values_list("user", flat=True))
    assert heard == {one.pk for one in users_who_may("complaint.manage")} - {cast.manager.pk}
    assert cast.quality.pk in heard


@pytest.mark.django_db
def test_many_are_worked_out_together(make_complaint, django_assert_num_queries):
    rows = list(Complaint.objects.select_related("case").filter(pk__in=[make_complaint().pk for _each in range(3)]))
    with CaptureQueriesContext(connection) as one:
        deadlines_of(rows[:1], now=timezone.now())
    with django_assert_num_queries(len(one)):
        deadlines_of(rows, now=timezone.now())


def stands_still(complaint, *, since, until=None, reason="customer"):
    CasePause.objects.create(case_id=complaint.case_id, reason=reason, started_at=since, ended_at=until)


def limited(complaint, minutes, start):
    """The solution of its case is promised by a standard that lets it stand still for so long."""
    standard = Standard.objects.create(requirement="ease_of_access", measure="resolution")
    version = StandardVersion.objects.create(
        standard=standard, number=1, target_minutes=2400, most_pause_minutes=minutes, target_share=1, valid_from=start
    )
    CaseClock.objects.filter(case=complaint.case_id, measure="resolution").delete()
    CaseClock.objects.create(
        case_id=complaint.case_id, measure="resolution", standard_version=version, budget_minutes=2400, started_at=start
    )


@pytest.mark.django_db
def test_a_step_stands_still_no_longer_than_the_promise_of_a_solution_allows(make_complaint, cast):
    start = datetime(2025, 3, 3, 1, 30, tzinfo=UTC)
    endless, bounded = make_complaint(start), make_complaint(start)
    for one in (endless, bounded):
        stands_still(one, since=start + timedelta(minutes=30))
    limited(bounded, 120, start)
    open_ended, held = states(endless, start + timedelta(days=9)), states(bounded, start + timedelta(days=9))
    assert {step: (one.state, one.due_at) for step, one in open_ended.items()} == dict.fromkeys(
        ("acknowledge", "assess", "answer", "final"), ("paused", None)
    )
    # within the hours of the house: half an hour ran, two stood still, and half an hour is left
    assert held["acknowledge"].due_at == start + timedelta(hours=3)
    assert held["acknowledge"].state == "overdue"
    stands_still(bounded, since=start + timedelta(minutes=1), until=start + timedelta(minutes=2), reason="ended")
    assert states(bounded, start)["acknowledge"].due_at == start + timedelta(hours=3, minutes=1), (
        "what had ended is left out"
    )


def overdue(reader):
    found = visible_complaints(reader).filter(step_due_at__lt=timezone.now())
    return set(found.values_list("pk", flat=True))


@pytest.mark.django_db
def test_the_first_step_that_is_not_taken_is_written_down_with_every_step(make_complaint, walk, cast):
    late, new = make_complaint(timezone.now() - timedelta(days=60)), make_complaint()
    assert overdue(cast.service) == {late.pk}
    closed = walk(late, "closed")
    assert Complaint.objects.get(pk=closed.pk).step_due_at is None
    assert overdue(cast.service) == set()
    reopen(closed, note="It leaks again", version=closed.version, by=cast.service)
    found = Complaint.objects.select_related("case").get(pk=closed.pk)
    assert found.step_due_at == first_open(deadlines_of([found], now=timezone.now())[found.pk]) > timezone.now()
    assert Complaint.objects.get(pk=new.pk).step_due_at is not None


@pytest.mark.django_db
def test_pauses_hours_and_other_deadlines_move_it_and_what_was_missed_is_found(make_complaint, cast):
    complaint = make_complaint(timezone.now() - timedelta(minutes=1))
    due = Complaint.objects.get(pk=complaint.pk).step_due_at
    stands_still(complaint, since=timezone.now() - timedelta(seconds=30))
    steps_follow_pauses(Event(subject_id=complaint.case_id))
    assert Complaint.objects.get(pk=complaint.pk).step_due_at is None
    CasePause.objects.all().delete()
    keep_unknown_step_dues()
    assert Complaint.objects.get(pk=complaint.pk).step_due_at == due
    set_deadline("acknowledge", minutes=10, by=cast.manager)
    set_deadline("assess", minutes=20, by=cast.manager)
    steps_follow_hours(Event())
    assert Complaint.objects.get(pk=complaint.pk).step_due_at < due


@pytest.mark.django_db
def test_what_was_told_twice_has_no_deadlines_of_its_own(make_complaint, cast):
    first, again = make_complaint(), make_complaint(timezone.now() - timedelta(days=60))
    Complaint.objects.filter(pk=again.pk).update(duplicate_of=first.pk)
    keep_all_step_dues()
    assert overdue(cast.service) == set()
