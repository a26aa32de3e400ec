"""What happens to a case at the same moment, with real transactions: nobody is ended by a ring of locks, nothing is done
twice, and nothing is left where nobody looks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.customers import create_customer
from idic.domain.identify.privacy.operations.erasures import erase_customer_now
from idic.domain.interact.cases.clocks.recomputing import recompute_clocks
from idic.domain.interact.cases.clocks.telling import tell_clocks
from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.enums import DeliveryState
from idic.domain.interact.cases.errors import AnsweredMeanwhile, CaseOutdated
from idic.domain.interact.cases.models import Case, CaseClock, Message
from idic.domain.interact.cases.operations.change import assign_case
from idic.domain.interact.cases.operations.following_names import find_by_name_of
from idic.domain.interact.cases.operations.joining import merge_case
from idic.domain.interact.cases.operations.messages import answer_case, receive_message
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.complaints.errors import FactMissing
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.changing_hands import join_duplicate
from idic.domain.interact.complaints.operations.receiving import open_complaint
from idic.domain.interact.hooks.models import HookTalk
from idic.domain.interact.hooks.operations.channels import ChannelDraft, create_channel
from idic.domain.interact.hooks.operations.receiving import Incoming, receive
from idic.domain.interact.mail.models import Mailbox, OutgoingMail
from idic.domain.interact.mail.operations.filing import file_mails
from idic.domain.interact.mail.operations.queueing import queue_message
from idic.domain.interact.mail.operations.sending import claim
from idic.domain.interact.mail.operations.taking import Fetched, take_mails
from idic.domain.interact.mail.tokens import mark
from idic.domain.interact.standards.models import StandardVersion
from idic.domain.interact.standards.operations.defaults import start_with_defaults
from tests.conftest import make_cast
from tests.doors.feeds.mail.letters import letter
from tests.side_by_side import side_by_side

pytestmark = pytest.mark.django_db(transaction=True)

CASE = r'"cases_case".*FOR (NO KEY )?UPDATE'
CUSTOMER = r'"identify_customer".*FOR (NO KEY )?UPDATE'
ADDRESS = "anan@customer.example"


@pytest.fixture
def people() -> Any:
    return make_cast()


@pytest.fixture
def anan(people: Any) -> Customer:
    return Customer.objects.get(
        pk=create_customer({"given_name": "Anan", "email": ADDRESS}, by=people.administrator).pk
    )


def case_of(by: Any, title: str = "Kettle", customer: Customer | None = None, **named: Any) -> Case:
    draft = CaseDraft(
        title=title, mode="email", purpose="complain", customer=customer, contact_address=ADDRESS, **named
    )
    return open_case(draft, by=by)


def a_mailbox() -> Mailbox:
    return Mailbox.objects.create(name="Desk", address="desk@example.org", imap_host="x", smtp_host="x", uid_validity=1)


def arrived(box: Mailbox, *cases: Case) -> list[int]:
    """One more mail to each of these, not filed yet."""
    mails = [letter(f"Mail {number}.", subject=f"{mark(case.pk)} x") for number, case in enumerate(cases)]
    return take_mails(box, 1, [Fetched(number, data) for number, data in enumerate(mails, start=1)])


def test_joining_beside_what_comes_in(people: Any, anan: Customer, caplog: pytest.LogCaptureFixture) -> None:
    """Mails to both, a new name of the customer, new hours: each takes the cases in one order; and what comes while they
    are joined stands in the one that stays."""
    by = people.administrator
    start_with_defaults(by=by)
    StandardVersion.objects.update(valid_from="2020-01-01T00:00Z")
    one, other = case_of(by, customer=anan), case_of(by, customer=anan)
    ids = arrived(a_mailbox(), other, one)
    with caplog.at_level(logging.INFO, logger="idic.domain.interact.mail"):
        side_by_side((CASE, lambda: file_mails(ids)), (CASE, lambda: merge_case(one, into=other, by=by)))
    # as they would be after a ring of locks
    assert "one by one" not in caplog.text
    assert Message.objects.filter(case=other, text__startswith="Mail").count() == 2
    third = case_of(by, customer=anan)
    side_by_side((CASE, lambda: find_by_name_of(anan.pk)), (CASE, lambda: merge_case(other, into=third, by=by)))
    fourth = case_of(by, customer=anan)
    side_by_side(
        ("FROM cases_caseclock.*UPDATE", lambda: recompute_clocks(None)),
        (CASE, lambda: merge_case(third, into=fourth, by=by)),
    )
    fifth = case_of(by, customer=anan)
    CaseClock.objects.filter(stopped_at__isnull=True).update(next_at=timezone.now() - timedelta(minutes=1))
    side_by_side((CASE, tell_clocks), (CASE, lambda: merge_case(fourth, into=fifth, by=by)))
    said = MessageDraft("And one more.", source="x", external_id="1")
    sixth = case_of(by, customer=anan)
    # found as it was before the joining, and locked after it
    merged = r'^SELECT "cases_case"."merged_into_id"'
    side_by_side((merged, lambda: receive_message(fifth, said)), (CASE, lambda: merge_case(fifth, into=sixth, by=by)))
    assert Message.objects.get(text="And one more.").case == sixth


def test_a_conversation_beside_joining(people: Any) -> None:
    by = people.administrator
    channel = create_channel(ChannelDraft("Other desk"), by=by)[0]
    case = receive(channel, Incoming("1", "c-1", "Where is it?"))[0].case
    into = case_of(by)
    again = Incoming("2", "c-1", "Hello?")
    talk = r'"hooks_hooktalk"'
    side_by_side((talk, lambda: receive(channel, again)), (CASE, lambda: merge_case(case, into=into, by=by)))
    assert HookTalk.objects.get().case == into
    assert Message.objects.get(text="Hello?").case == into


def test_a_customer_beside_their_mail(people: Any, anan: Customer) -> None:
    """Joined with another, and then erased, while they write: what they write stands once, and is not lost."""
    by = people.administrator
    box, case = a_mailbox(), case_of(by, customer=anan)
    malee = Customer.objects.get(pk=create_customer({"given_name": "Malee"}, by=by).pk)
    ids = arrived(box, case)
    side_by_side((CASE, lambda: file_mails(ids)), (CUSTOMER, lambda: merge_customers(malee, anan, by=by)), moment=20)
    assert (Message.objects.get(text="Mail 0.").case, Case.objects.get(pk=case.pk).customer) == (case, malee)
    said = MessageDraft("I am still here.", customer=malee, source="x", external_id="1")
    side_by_side(
        (CASE, lambda: receive_message(case, said)),
        (CUSTOMER, lambda: erase_customer_now(malee, reason="retention", by=by, progress=Silent())),
        moment=20,
    )  # fmt: skip
    assert Message.objects.filter(case=case, source="x").count() == 1
    assert not Message.objects.filter(text="Mail 0.").exists()


class Silent:
    def report(self, *_said: object) -> None:
        return None


def test_two_people_at_one_case(people: Any) -> None:
    one, other = people.service, people.service_colleague
    case = case_of(people.administrator, team=one.team)

    def answered(by: Any) -> Callable[[], str]:
        def work() -> str:
            try:
                return answer_case(case, MessageDraft(f"By {by.pk}"), by=by, seen_message=0).text
            except AnsweredMeanwhile:
                return ""

        return work

    told = side_by_side((CASE, answered(one)), (CASE, answered(other)))
    assert sorted(map(bool, told)) == [False, True]
    assert Message.objects.filter(case=case).count() == 1

    free = case_of(people.administrator, team=one.team)

    def claimed(by: Any) -> Callable[[], int]:
        def work() -> int:
            try:
                return assign_case(free, owner=by, version=free.version, by=by).owner_id or 0
            except CaseOutdated:
                return 0

        return work

    found = side_by_side((CASE, claimed(one)), (CASE, claimed(other)))
    free.refresh_from_db()
    assert sorted(map(bool, found)) == [False, True]
    assert free.owner_id in found


def test_one_complaint_is_not_the_duplicate_of_its_duplicate(people: Any) -> None:
    by = people.administrator
    one, other = (open_complaint(case_of(by), by=by) for _one in range(2))

    def joined(row: Complaint, first: Complaint) -> Callable[[], bool]:
        def work() -> bool:
            try:
                return join_duplicate(row, first=first, by=by).duplicate_of == first
            except FactMissing:
                return False

        return work

    held = r'"complaints_complaint".*FOR (NO KEY )?UPDATE'
    assert sorted(side_by_side((held, joined(one, other)), (held, joined(other, one)))) == [False, True]
    assert Complaint.objects.filter(duplicate_of__isnull=False).count() == 1


def test_two_workers_and_one_answer(people: Any) -> None:
    box = a_mailbox()
    draft = MessageDraft("On its way.", to=(ADDRESS,), delivery=DeliveryState.QUEUED)
    message = answer_case(case_of(people.administrator), draft, by=people.administrator)
    rows = r'"cases_message".*FOR (NO KEY )?UPDATE'
    one, other = side_by_side((rows, lambda: queue_message(message)), (rows, lambda: queue_message(message)))
    assert one == other == OutgoingMail.objects.get()
    taken = side_by_side(("SKIP LOCKED", lambda: claim(box.pk)), ("SKIP LOCKED", lambda: claim(box.pk)))
    assert sorted(map(bool, taken)) == [False, True]
