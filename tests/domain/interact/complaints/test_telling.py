"""What the guide calls told has been told: the clocks of the case stop, and the message stands in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.models import Case, CaseClock, ClockState, Message
from idic.domain.interact.complaints.errors import FactMissing, OwnWork
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.changing_hands import feed_back, recheck
from idic.domain.interact.complaints.operations.deciding import decide, give_notice, keep_promise
from idic.domain.interact.complaints.operations.ending import appeal, take_verdict
from idic.domain.interact.complaints.operations.receiving import acknowledge
from idic.domain.interact.complaints.operations.reviewing import review
from idic.domain.interact.standards.operations.defaults import start_with_defaults


@pytest.fixture
def promises(cast):
    start_with_defaults(since=timezone.now() - timedelta(days=9), by=cast.administrator)


def _current(complaint) -> Complaint:
    return Complaint.objects.select_related("case").get(pk=complaint.pk)


def _clocks(case_id: int) -> dict[str, tuple[str, bool]]:
    found = CaseClock.objects.filter(case=case_id)
    return {one.measure: (one.state, one.stopped_at is not None) for one in found}


def test_told_by_word_of_mouth_stops_the_clocks_and_gives_the_case_to_whoever_told(promises, make_complaint, cast):
    complaint = make_complaint(owner=None)
    at = timezone.now()
    acknowledge(complaint, channel="phone", handler="Somsri", version=complaint.version, by=cast.service, at=at)
    case = Case.objects.get(pk=complaint.case_id)
    assert (case.state, case.owner, case.first_response_at) == ("open", cast.service, at)
    clocks = _clocks(case.pk)
    assert clocks["acknowledgement"] == clocks["first_response"] == (ClockState.MET, True)
    assert clocks["resolution"][1] is False
    assert not Message.objects.filter(case=case).exists()


def test_told_by_a_message_stands_in_the_case_on_the_channel_it_was_said_on(promises, make_complaint, cast):
    complaint = make_complaint()
    acknowledge(
        complaint, channel="email", handler="Somsri", note="We have it.", version=complaint.version, by=cast.service,
        message=MessageDraft("We have it.", mode="email"),
    )  # fmt: skip
    said = Message.objects.get(case=complaint.case_id)
    assert (said.kind, said.mode, said.text, said.author) == ("outbound", "email", "We have it.", cast.service)
    assert _clocks(complaint.case_id)["acknowledgement"] == (ClockState.MET, True)


def test_a_step_that_is_refused_says_nothing_to_the_customer(make_complaint, cast):
    complaint = make_complaint()
    with pytest.raises(FactMissing):
        acknowledge(
            complaint, channel="email", handler="", version=complaint.version, by=cast.service,
            message=MessageDraft("We have it."),
        )  # fmt: skip
    assert not Message.objects.filter(case=complaint.case_id).exists()


def test_neither_a_promise_nor_a_notice_is_for_a_day_that_is_over(make_complaint, walk, cast):
    complaint = walk(make_complaint(), "proposed")
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(FactMissing) as refused:
        decide(complaint, decision="Yes", promise="A new one", promised_for=yesterday, version=complaint.version,
               by=cast.service)  # fmt: skip
    assert refused.value.field == "promised_for"
    with pytest.raises(FactMissing) as refused:
        give_notice(complaint, text="Still at it.", next_on=yesterday, version=complaint.version, by=cast.service)
    assert refused.value.field == "next_on"


def test_what_was_promised_is_not_kept_on_a_day_to_come(make_complaint, walk, cast):
    complaint, day = walk(make_complaint(), "proposed"), timezone.localdate() + timedelta(days=1)
    complaint = decide(
        complaint, decision="Yes", promise="A new one", promised_for=day, version=complaint.version, by=cast.service
    )
    with pytest.raises(FactMissing) as refused:
        keep_promise(complaint, on=day, version=complaint.version, by=cast.service)
    assert refused.value.field == "on"


def test_whoever_decided_does_not_decide_the_appeal(make_complaint, walk, cast):
    complaint = walk(make_complaint(), "decided")
    complaint = take_verdict(complaint, is_accepted=False, note="No", version=complaint.version, by=cast.service)
    complaint = appeal(complaint, note="Look again", version=complaint.version, by=cast.service)
    with pytest.raises(OwnWork):
        decide(complaint, decision="The same", version=complaint.version, by=cast.service)
    decide(_current(complaint), decision="The money back", version=complaint.version, by=cast.manager)
    assert _current(complaint).decision == "The money back"


def test_to_look_from_outside_makes_nobody_a_handler_and_to_have_handled_it_stays(make_complaint, walk, cast):
    complaint = walk(make_complaint(), "decided")
    complaint = recheck(complaint, note="It was done.", version=complaint.version, by=cast.manager)
    complaint = feed_back(complaint, text="Told the shop.", version=complaint.version, by=cast.manager)
    recheck(complaint, note="Looked once more.", version=complaint.version, by=cast.manager)
    review(_current(complaint), donts=[1] * 10, steps=[2] * 6, by=cast.manager)

    handled = walk(make_complaint(), "acknowledged", by=cast.quality)
    Case.objects.filter(pk=handled.case_id).update(owner=cast.service)
    with pytest.raises(OwnWork):
        review(_current(handled), donts=[1] * 10, steps=[2] * 6, by=cast.quality)
