"""What a customer writes after a complaint has ended is looked at by a person, and forgotten by nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.enums import CaseState
from idic.domain.interact.cases.models import Case, CaseClock
from idic.domain.interact.cases.operations.ending import reopen_case
from idic.domain.interact.cases.operations.messages import receive_message
from idic.domain.interact.complaints.errors import FactMissing, NothingHeard, TooLateToReopen
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.afterwards import leave_ended
from idic.domain.interact.complaints.operations.changing_hands import join_duplicate
from idic.domain.interact.complaints.operations.ending import close_complaint, reopen
from idic.domain.interact.complaints.operations.watching import tell_what_is_due
from idic.domain.interact.complaints.queries.marks import MARKS, verdict_of
from idic.domain.interact.standards.operations.defaults import start_with_defaults
from idic.foundation.desk.models import Notification
from idic.foundation.events.models import Event
from idic.loop.complaints_hear_their_customer import complaints_hear_their_customer

THANKS = MessageDraft("Thank you, the new kettle is fine.")


def current(complaint) -> Complaint:
    return Complaint.objects.select_related("case").get(pk=complaint.pk)


def write(complaint, draft=THANKS):
    """The customer writes, and what listens to it has heard."""
    message = receive_message(complaint.case, draft)
    for event in Event.objects.filter(verb="case.reopened", subject_id=message.case_id).order_by("id"):
        complaints_hear_their_customer(event)
    return message


@pytest.fixture
def closed(make_complaint, walk):
    return walk(make_complaint(), "closed")


@pytest.fixture
def without_yes(make_complaint, walk, cast):
    row = walk(make_complaint(), "decided")
    return close_complaint(row, reason="No answer", version=row.version, by=cast.service)


def test_it_stays_ended_and_says_that_the_customer_wrote(closed):
    message = write(closed)
    row = current(closed)
    assert (row.state, row.case.state) == ("closed", CaseState.OPEN)
    assert row.heard_message == message
    assert abs(row.heard_at - message.at) < timedelta(milliseconds=2)  # of an event: kept to the millisecond
    assert Event.objects.get(verb="complaint.heard").after["complaint_id"] == row.pk


def test_a_machine_that_answers_is_nothing_to_look_at(closed):
    write(closed, MessageDraft("I am on holiday.", kind="automatic"))
    assert current(closed).heard_at is None
    assert not Event.objects.filter(verb="case.reopened").exists()


def test_the_first_word_stands_until_it_is_decided(closed):
    first = write(closed)
    write(closed, MessageDraft("And one thing more."))
    assert current(closed).heard_message == first
    assert Event.objects.filter(verb="complaint.heard").count() == 1


def test_who_has_it_is_reminded_until_somebody_decides(closed, cast):
    write(closed)
    told = Notification.objects.filter(data__what="complaint.heard", user=cast.service)
    tell_what_is_due()
    assert told.count() == 1
    leave_ended(current(closed), meaning="thanks", version=current(closed).version, by=cast.service)
    told.delete()
    tell_what_is_due()
    assert not told.exists()


def test_only_thanks_ends_the_case_again_and_breaks_no_promise(make_complaint, walk, cast):
    start_with_defaults(since=timezone.now() - timedelta(days=9), by=cast.administrator)
    closed = walk(make_complaint(), "closed")
    before = CaseClock.objects.get(case=closed.case_id, measure="resolution")
    message = write(closed)
    row = leave_ended(current(closed), meaning="thanks", version=current(closed).version, by=cast.service)
    case = Case.objects.get(pk=row.case_id)
    assert (row.state, row.heard_at, case.state, case.verdict) == ("closed", None, CaseState.CLOSED, "confirmed")
    clock = CaseClock.objects.get(pk=before.pk)
    assert clock.state == "met"
    assert abs(clock.stopped_at - message.at) < timedelta(milliseconds=2)
    assert clock.elapsed_minutes == pytest.approx(before.elapsed_minutes, abs=0.01)
    step = row.steps.latest("pk")
    assert (step.kind, step.said["meaning"], step.by) == ("left_ended", "thanks", cast.service)


def test_a_yes_that_comes_late_counts_as_confirmed(without_yes, cast):
    assert not Complaint.objects.filter(MARKS["confirmed"], pk=without_yes.pk).exists()
    write(without_yes)
    leave_ended(current(without_yes), meaning="yes", version=current(without_yes).version, by=cast.service)
    assert Complaint.objects.filter(MARKS["confirmed"], pk=without_yes.pk).exists()
    write(without_yes, MessageDraft("Thanks again."))
    leave_ended(current(without_yes), meaning="thanks", version=current(without_yes).version, by=cast.service)
    assert Complaint.objects.filter(MARKS["confirmed"], pk=without_yes.pk).exists()


def test_thanks_are_no_yes_where_none_was_said(without_yes, cast):
    write(without_yes)
    leave_ended(current(without_yes), meaning="thanks", version=current(without_yes).version, by=cast.service)
    assert Complaint.objects.filter(MARKS["unconfirmed"], pk=without_yes.pk).exists()


def test_something_else_asks_what_and_leaves_the_case_open(closed, cast):
    write(closed)
    with pytest.raises(FactMissing) as refused:
        leave_ended(current(closed), meaning="another", version=current(closed).version, by=cast.service)
    assert refused.value.field == "note"
    row = leave_ended(
        current(closed), meaning="another", note="Asks for a bill", version=current(closed).version, by=cast.service
    )
    assert (row.heard_at, Case.objects.get(pk=row.case_id).state) == (None, CaseState.OPEN)


def test_the_yes_counts_while_the_case_is_open_for_something_else(closed, cast):
    write(closed, MessageDraft("Could I have a bill?"))
    leave_ended(current(closed), meaning="another", note="A bill", version=current(closed).version, by=cast.service)
    row = current(closed)
    assert (row.case.verdict, verdict_of(row)) == ("", "said-yes")
    assert Complaint.objects.filter(MARKS["confirmed"], pk=row.pk).exists()
    assert not Complaint.objects.filter(MARKS["unconfirmed"], pk=row.pk).exists()
    reopen(row, note="It leaks", version=row.version, by=cast.service)
    assert not Complaint.objects.get(pk=row.pk).is_confirmed


def test_it_is_decided_once(closed, cast):
    write(closed)
    leave_ended(current(closed), meaning="thanks", version=current(closed).version, by=cast.service)
    with pytest.raises(NothingHeard):
        leave_ended(current(closed), meaning="thanks", version=current(closed).version, by=cast.service)


def test_opened_again_it_is_decided_too(closed, cast):
    write(closed, MessageDraft("It leaks again."))
    row = reopen(current(closed), note="It leaks again", version=current(closed).version, by=cast.service)
    assert (row.state, row.heard_at, row.heard_message, row.reopened) == ("investigating", None, None, 1)


@pytest.mark.parametrize(("day", "is_in_time"), [(29, True), (31, False)])
def test_what_was_written_within_30_days_opens_it_however_late_it_is_read(closed, cast, day, is_in_time):
    ended = timezone.now() - timedelta(days=40)
    Complaint.objects.filter(pk=closed.pk).update(closed_at=ended, heard_at=ended + timedelta(days=day))
    if is_in_time:
        assert reopen(current(closed), note="It leaks", by=None).state == "investigating"
    else:
        with pytest.raises(TooLateToReopen):
            reopen(current(closed), note="It leaks", by=None)


def test_a_case_opened_again_by_hand_is_told_without_a_message(closed, cast):
    reopen_case(closed.case, version=Case.objects.get(pk=closed.case_id).version, by=cast.service)
    complaints_hear_their_customer(Event.objects.get(verb="case.reopened"))
    row = current(closed)
    assert row.heard_at is not None
    assert row.heard_message is None


def test_opening_the_complaint_opens_its_case_and_asks_nothing(closed, cast):
    reopen(closed, note="Their call", version=closed.version, by=cast.service)
    complaints_hear_their_customer(Event.objects.get(verb="case.reopened"))
    assert current(closed).heard_at is None


def test_what_was_closed_again_before_it_was_heard_has_been_looked_at(closed, walk, cast):
    """The events of a whole story are read after its end: as of a sample company."""
    message = receive_message(closed.case, THANKS)
    row = reopen(current(closed), note="Their mail", version=current(closed).version, by=cast.service)
    Complaint.objects.filter(pk=row.pk).update(state="decided")
    row = current(row)
    close_complaint(row, reason="Nothing was left", version=row.version, by=cast.service)
    complaints_hear_their_customer(Event.objects.get(verb="case.reopened", before__message_id=message.pk))
    assert current(closed).heard_at is None


def test_of_one_told_twice_the_first_is_asked(closed, make_complaint, walk, cast):
    again = walk(make_complaint(), "closed")
    join_duplicate(again, first=closed, by=cast.service)
    message = write(again)
    assert (current(closed).heard_message, current(again).heard_at) == (message, None)
