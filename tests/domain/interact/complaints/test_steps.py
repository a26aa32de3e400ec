from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from idic.domain.interact.cases.models import Case
from idic.domain.interact.complaints.enums import ComplaintState
from idic.domain.interact.complaints.errors import (
    AlreadyComplaint,
    ComplaintOutdated,
    FactMissing,
    OwnWork,
    StepRefused,
    TooLateToReopen,
)
from idic.domain.interact.complaints.machine import FOLLOWS
from idic.domain.interact.complaints.models import Complaint, ComplaintStep
from idic.domain.interact.complaints.operations.changing_hands import change_hands, feed_back, join_duplicate, recheck
from idic.domain.interact.complaints.operations.deciding import decide, keep_promise, propose
from idic.domain.interact.complaints.operations.ending import (
    appeal,
    close_complaint,
    reopen,
    take_verdict,
    tell_outside,
    withdraw,
)
from idic.domain.interact.complaints.operations.receiving import assess, open_complaint
from idic.domain.interact.complaints.operations.reviewing import review
from idic.foundation.events.models import Event


def _current(complaint) -> Complaint:
    return Complaint.objects.select_related("case").get(pk=complaint.pk)


def test_every_state_can_be_reached_and_only_by_the_steps_that_are_told():
    assert set(FOLLOWS) == set(ComplaintState)
    reached, todo = set(), ["received"]
    while todo:
        state = todo.pop()
        if state not in reached:
            reached.add(state)
            todo += FOLLOWS[state]
    assert reached == set(ComplaintState)


def test_the_whole_way_to_the_customers_yes(make_complaint, walk, cast):
    complaint = walk(make_complaint(), "closed")
    assert complaint.state == "closed"
    case = Case.objects.get(pk=complaint.case_id)
    assert (case.state, case.verdict, case.outcome) == ("closed", "confirmed", "solved")
    assert list(ComplaintStep.objects.filter(complaint=complaint).order_by("pk").values_list("kind", flat=True)) == [
        "opened", "acknowledged", "assessed", "investigated", "proposed", "decided", "accepted", "closed",
    ]  # fmt: skip
    verbs = Event.objects.filter(subject_kind="case", subject_id=case.pk, verb__startswith="complaint.")
    assert verbs.count() == 8


def test_a_step_out_of_order_changes_nothing(make_complaint, cast):
    complaint = make_complaint()
    with pytest.raises(StepRefused):
        decide(complaint, decision="A new kettle", version=complaint.version, by=cast.service)
    assert _current(complaint).state == "received"
    assert _current(complaint).decision == ""


def test_a_case_is_made_a_complaint_once_and_counts_from_its_first_contact(cast, make_complaint):
    first_contact = timezone.now() - timedelta(days=3)
    complaint = make_complaint(first_contact)
    assert complaint.received_at == first_contact
    with pytest.raises(AlreadyComplaint):
        open_complaint(complaint.case, by=cast.service)


def test_safety_is_critical_whatever_else_and_asks_what_is_done_at_once(make_complaint, walk, cast):
    complaint = walk(make_complaint(), "acknowledged")
    with pytest.raises(FactMissing) as missing:
        assess(complaint, impacts=["safety", "delay"], version=complaint.version, by=cast.service)
    assert missing.value.field == "immediate_action"
    assess(
        _current(complaint), impacts=["safety", "delay"], immediate_action="Sale stopped",
        version=_current(complaint).version, by=cast.service,
    )  # fmt: skip
    found = _current(complaint)
    assert (found.severity, found.case.priority) == (5, "critical")


def test_the_third_of_its_kind_within_ninety_days_is_counted(make_complaint, walk):
    now = timezone.now()
    make_complaint(now - timedelta(days=89))
    make_complaint(now - timedelta(days=91))
    twice = make_complaint(now - timedelta(days=5))
    other = make_complaint(now - timedelta(days=4))
    join_duplicate(other, first=twice, by=twice.created_by)
    complaint = walk(make_complaint(now), "assessed", impacts=["unusable"])
    assert complaint.times == 3
    # severity 3, one customer, the third time
    assert complaint.score == 3 * 1 * 3


def test_a_proposal_hears_both_sides_and_names_the_cause(make_complaint, walk, cast):
    complaint = walk(make_complaint(), "investigating")
    told = {
        "customer_facts": "It leaks.",
        "our_facts": "Brittle seal.",
        "root_cause": "Supplier",
        "options": "Money back",
    }
    for name in told:
        with pytest.raises(FactMissing) as missing:
            propose(complaint, **{**told, name: "  "}, version=complaint.version, by=cast.service)
        assert missing.value.field == name


def test_a_promise_has_a_day_and_is_kept_before_the_end(make_complaint, walk, cast):
    complaint = walk(make_complaint(), "proposed")
    with pytest.raises(FactMissing) as missing:
        decide(complaint, decision="New kettle", promise="By courier", version=complaint.version, by=cast.service)
    assert missing.value.field == "promised_for"
    decide(
        complaint, decision="New kettle", promise="By courier", promised_for=timezone.localdate() + timedelta(days=9),
        version=complaint.version, by=cast.service,
    )  # fmt: skip
    accepted = take_verdict(_current(complaint), is_accepted=True, by=cast.service)
    with pytest.raises(FactMissing) as missing:
        close_complaint(accepted, version=accepted.version, by=cast.service)
    assert missing.value.field == "promise_kept_on"
    kept = keep_promise(accepted, on=timezone.localdate(), version=accepted.version, by=cast.service)
    assert close_complaint(kept, version=kept.version, by=cast.service).state == "closed"


def test_without_the_customers_word_it_needs_a_reason_and_is_not_confirmed(make_complaint, walk, cast):
    complaint = walk(make_complaint(), "decided")
    with pytest.raises(FactMissing):
        close_complaint(complaint, version=complaint.version, by=cast.service)
    closed = close_complaint(complaint, reason="No reply for 20 days", version=complaint.version, by=cast.service)
    assert Case.objects.get(pk=closed.case_id).verdict == "not_confirmed"


def test_a_no_leads_to_appeal_to_help_outside_and_to_an_end_without_agreement(make_complaint, walk, cast):
    complaint = walk(make_complaint(), "decided")
    with pytest.raises(FactMissing):
        take_verdict(complaint, is_accepted=False, by=cast.service)
    no = take_verdict(complaint, is_accepted=False, note="I want my money", satisfied_outcome=1, by=cast.service)
    asked = appeal(no, note="Look at the receipt again", version=no.version, by=cast.service)
    again = decide(asked, decision="It stays", version=asked.version, by=cast.quality)
    no = take_verdict(again, is_accepted=False, note="Still no", by=cast.service)
    outside = tell_outside(no, body="Consumer board", version=no.version, by=cast.service)
    ended = close_complaint(outside, reason="No agreement", version=outside.version, by=cast.service)
    assert (ended.state, ended.appealed) == ("unresolved", 1)


def test_only_the_customers_own_words_withdraw_it(make_complaint, walk, cast):
    complaint = walk(make_complaint(), "investigating")
    with pytest.raises(FactMissing):
        withdraw(complaint, note="", version=complaint.version, by=cast.service)
    gone = withdraw(complaint, note="By phone: it was my mistake", version=complaint.version, by=cast.service)
    assert gone.state == "withdrawn"
    assert Case.objects.get(pk=gone.case_id).state == "closed"


def test_it_is_opened_again_within_thirty_days_only(make_complaint, walk, cast):
    complaint = walk(make_complaint(), "closed")
    opened = reopen(complaint, note="It leaks again", version=complaint.version, by=cast.service)
    assert (opened.state, opened.reopened) == ("investigating", 1)
    assert Case.objects.get(pk=opened.case_id).state == "open"
    other = walk(make_complaint(), "closed")
    Complaint.objects.filter(pk=other.pk).update(closed_at=timezone.now() - timedelta(days=31))
    with pytest.raises(TooLateToReopen):
        reopen(other, note="It leaks again", version=other.version, by=cast.service)


def test_the_three_changes(make_complaint, walk, cast):
    complaint = walk(make_complaint(), "investigating")
    changed = change_hands(
        complaint, change="person", note="Feelings run high", person=cast.service_colleague, version=complaint.version,
        by=cast.service,
    )  # fmt: skip
    assert _current(changed).case.owner == cast.service_colleague
    until = timezone.now() + timedelta(days=1)
    changed = change_hands(
        _current(changed), change="time", note="She asks for tomorrow", until=until, version=_current(changed).version,
        by=cast.service,
    )  # fmt: skip
    assert _current(changed).case.state == "held"
    with pytest.raises(FactMissing) as missing:
        change_hands(
            _current(changed), change="place", note="At home", version=_current(changed).version, by=cast.service
        )
    assert missing.value.field == "place"


def test_whoever_handled_it_may_not_judge_it(make_complaint, walk, cast):
    complaint = walk(make_complaint(), "decided")
    with pytest.raises(OwnWork):
        recheck(complaint, note="It was done", version=complaint.version, by=cast.service)
    recheck(complaint, note="The kettle arrived", version=complaint.version, by=cast.quality)
    assert _current(complaint).rechecked_at is not None
    with pytest.raises(FactMissing):
        review(complaint, donts=[1] * 9, steps=[2] * 6, by=cast.quality)
    review(complaint, donts=[1] * 10, steps=[2] * 6, by=cast.quality)
    found = feed_back(_current(complaint), text="Told purchasing", version=_current(complaint).version, by=cast.service)
    assert found.fed_back


def test_two_at_once_do_not_overwrite_each_other(make_complaint, walk, cast):
    complaint = walk(make_complaint(), "acknowledged")
    stale = _current(complaint)
    assess(complaint, impacts=["delay"], version=complaint.version, by=cast.service)
    with pytest.raises(ComplaintOutdated):
        assess(stale, impacts=["safety"], immediate_action="x", version=stale.version, by=cast.service_colleague)


def test_a_complaint_about_somebody_hides_from_them(make_complaint, cast):
    from idic.domain.interact.complaints.rules import visible_complaints

    complaint = make_complaint(hidden_from=(cast.service_colleague.pk,))
    assert visible_complaints(cast.service).filter(pk=complaint.pk).exists()
    assert not visible_complaints(cast.service_colleague).filter(pk=complaint.pk).exists()


def test_nobody_needs_to_be_known_to_complain(make_complaint):
    complaint = make_complaint(contact_name="Anonymous", customer=None)
    assert complaint.case.customer_id is None
    assert isinstance(complaint.received_at, datetime)
