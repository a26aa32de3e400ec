"""Links, sessions and what a customer does, below the pages."""

from __future__ import annotations

from datetime import timedelta
from email.header import decode_header, make_header
from email.utils import parseaddr
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from django.utils.translation import override

from idic.domain.identify.models import ContactPoint
from idic.domain.interact.cases.drafts import FileDraft, MessageDraft
from idic.domain.interact.cases.models import Case, MessageFile
from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.cases.operations.joining import merge_case
from idic.domain.interact.cases.operations.messages import answer_case, receive_message
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.receiving import open_complaint
from idic.domain.interact.complaints.queries.own import own_complaint
from idic.domain.interact.portal.errors import LinkUsedUp, NothingToJudge, ReasonMissing, TextMissing
from idic.domain.interact.portal.mails import mail_of_the_house
from idic.domain.interact.portal.models import PortalSession, SignInLink
from idic.domain.interact.portal.operations.cases import accept, answer, ask, reject
from idic.domain.interact.portal.operations.links import MOST_MAILS, ask_link, link_of
from idic.domain.interact.portal.operations.sessions import choose_customer, enter, leave
from idic.domain.interact.portal.queries.cases import access_own_file, messages_of, own_cases
from idic.domain.interact.portal.queries.sessions import session_of
from idic.domain.interact.portal.telling import tell_of_answer
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.events.models import Event
from idic.foundation.house_mail.errors import NotRepeatable
from idic.foundation.house_mail.models import HouseMail
from idic.foundation.house_mail.operations.repeating import repeat_mail
from idic.foundation.organisation.operations import OrganisationDraft, change_organisation
from tests.foundation.letters.servers import Server
from tests.house_mails import send_asked

ADDRESS = "malee@example.com"


def key_of_mail() -> str:
    return str(mail.outbox[-1].body).partition("/portal/enter/")[2].partition("/")[0]


def mailed() -> str:
    ask_link(ADDRESS, language="en")
    send_asked("portal.link")
    return key_of_mail()


@pytest.fixture
def malee(make_customer: Any) -> Any:
    return make_customer(given_name="Malee", email=ADDRESS)


@pytest.fixture
def session(malee: Any) -> PortalSession:
    return enter(mailed())[1]


def queued(task: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [task])
        return int(cursor.fetchone()[0])


def question(session: PortalSession, number: str = "a" * 16, **more: Any) -> Case:
    wanted = {"title": "", "text": "Where is my parcel?", "purpose": "seek_information", "language": "en"}
    return ask(session, number=number, **{**wanted, **more})


def test_a_link_opens_once_and_not_for_long(malee: Any) -> None:
    key = mailed()
    opened, session = enter(key)
    assert (session.customer, session_of(opened)) == (malee, session)
    assert opened not in str(PortalSession.objects.values())
    assert key not in str(SignInLink.objects.values())
    with pytest.raises(LinkUsedUp):
        enter(key)
    late = mailed()
    SignInLink.objects.update(asked_at=timezone.now() - timedelta(minutes=21))
    assert link_of(late) is None
    with pytest.raises(LinkUsedUp):
        enter(late)
    assert list(Event.objects.filter(verb="portal.signed_in").values_list("customer_id", "agent")) == [
        (malee.pk, "person")
    ]


def test_for_every_address_the_same_is_done_and_a_mail_goes_to_customers_alone(malee: Any) -> None:
    ask_link("nobody@example.com", language="en")
    ask_link(ADDRESS, language="th")
    assert queued("idic.send_house_mail") == 2
    assert (send_asked("portal.link"), [one.to for one in mail.outbox]) == ([False, True], [[ADDRESS]])
    assert not SignInLink.objects.filter(email="nobody@example.com").exists()
    for _time in range(MOST_MAILS + 3):
        ask_link(ADDRESS, language="en")
    assert SignInLink.objects.filter(email=ADDRESS).count() == MOST_MAILS


def test_who_has_an_address_together_says_who_they_are(malee: Any, make_customer: Any) -> None:
    other = make_customer(given_name="Somchai", email=ADDRESS)
    stranger = make_customer(given_name="Anan", email="anan@example.com")
    _key, session = enter(mailed())
    assert session.customer is None
    assert choose_customer(session, other.pk).customer == other
    with pytest.raises(Exception, match="not signed in"):
        choose_customer(session, stranger.pk)


def test_a_session_ends_with_its_time_its_word_and_the_address(malee: Any) -> None:
    key, session = enter(mailed())
    second, _other = enter(mailed())
    leave(session)
    assert session_of(key) is None
    third, last = enter(mailed())
    leave(last, everywhere=True)
    assert (session_of(second), session_of(third)) == (None, None)
    fourth, _session = enter(mailed())
    ContactPoint.objects.filter(value=ADDRESS).delete()
    found = session_of(fourth)
    assert found is not None
    assert found.customer is None
    PortalSession.objects.update(expires_at=timezone.now())
    assert session_of(fourth) is None


def test_a_question_is_a_case_and_a_complaint_is_one(session: PortalSession, malee: Any) -> None:
    case = question(session)
    assert (case.mode, case.customer, case.contact_address, case.title) == (
        "portal",
        malee,
        ADDRESS,
        "Where is my parcel?",
    )
    assert question(session) == case
    complaint = question(session, "b" * 16, purpose="complain", remedy_wanted="My money")
    assert Complaint.objects.get().case == complaint
    assert Complaint.objects.get().remedy_wanted == "My money"
    assert Case.objects.count() == 2
    with pytest.raises(TextMissing):
        question(session, "c" * 16, text=" ")


def test_a_complaint_that_came_from_another_is_judged_by_nobody_else(
    session: PortalSession, malee: Any, cast: Any, make_customer: Any, make_case: Any
) -> None:
    other = make_customer(given_name="Anan", email="anan@example.com")
    first, middle, mine = (make_case(customer=one) for one in (other, None, malee))
    complaint = open_complaint(first, by=cast.service)
    Complaint.objects.update(state="decided", decision="A new kettle")
    merge_case(first, into=middle, by=cast.administrator)
    merge_case(middle, into=mine, by=cast.administrator)
    complaint.refresh_from_db()
    assert complaint.case_id == mine.pk
    for act in (lambda: accept(session, mine.pk), lambda: reject(session, mine.pk, note="No")):
        with pytest.raises(NothingToJudge):
            act()
    assert own_complaint(Case.objects.get(pk=mine.pk)) is None
    Case.objects.filter(pk=first.pk).update(customer=malee)
    assert own_complaint(Case.objects.get(pk=mine.pk)) == complaint
    accept(session, mine.pk, handling=5, outcome=5)
    complaint.refresh_from_db()
    assert complaint.state == "accepted"


def test_nobody_reads_or_answers_the_case_of_another(
    session: PortalSession, make_customer: Any, make_case: Any
) -> None:
    other = make_case(customer=make_customer(given_name="Anan", email="anan@example.com"))
    for act in (
        lambda: answer(session, other.pk, "Mine?", number="a"), lambda: accept(session, other.pk),
        lambda: reject(session, other.pk, note="No"),
    ):  # fmt: skip
        with pytest.raises(NotVisible):
            act()
    assert not own_cases(session.customer).exists()


def test_what_others_said_in_a_joined_case_stays_theirs(
    session: PortalSession, make_customer: Any, make_case: Any, cast: Any
) -> None:
    case, anan = question(session), make_customer(given_name="Anan", email="anan@example.com")
    third = make_case(customer=make_customer(given_name="Chai"))
    other, own, nobodys = make_case(customer=anan), make_case(customer=session.customer), make_case()
    for one, text in (
        (third, "Third"),
        (other, "My account is 12345"),
        (own, "Mine too"),
        (nobodys, "I will not say who I am"),
    ):
        file = FileDraft("a.pdf", "application/pdf", 1, "0", "messages/00/0")
        receive_message(one, MessageDraft(text, files=(file,)))
        answer_case(one, MessageDraft(f"To {text}"), by=cast.administrator)
    merge_case(third, into=other, by=cast.administrator)
    for one in (other, own, nobodys):
        merge_case(one, into=Case.objects.get(pk=case.pk), by=cast.administrator)
    case = Case.objects.get(pk=case.pk)
    assert case.messages.count() == 9
    assert {one.text for one in messages_of(case)} == {case.text, "Mine too", "To Mine too"}
    files = dict(MessageFile.objects.values_list("message__text", "pk"))
    assert access_own_file(session.customer, case.pk, files["Mine too"]).name == "a.pdf"
    for text in ("Third", "My account is 12345", "I will not say who I am"):
        with pytest.raises(NotVisible):
            access_own_file(session.customer, case.pk, files[text])


def test_what_is_resolved_is_accepted_or_goes_on(session: PortalSession, cast: Any) -> None:
    case = question(session)
    with pytest.raises(NothingToJudge):
        accept(session, case.pk)
    resolve_case(case, outcome="answered", version=Case.objects.get(pk=case.pk).version, by=cast.administrator)
    with pytest.raises(ReasonMissing):
        reject(session, case.pk, note=" ")
    reject(session, case.pk, note="It has not come.")
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.reopened) == ("open", 1)
    resolve_case(case, outcome="solved", version=case.version, by=cast.administrator)
    accept(session, case.pk, note="Thanks")
    case.refresh_from_db()
    assert (case.state, case.verdict) == ("closed", "confirmed")


def test_a_mail_tells_that_there_is_an_answer_and_not_which(session: PortalSession, cast: Any) -> None:
    case = question(session)
    message = answer_case(case, MessageDraft("It lies at the harbour."), by=cast.administrator)
    for _time in range(2):
        tell_of_answer(message)
    assert send_asked("portal.answer") == [True]
    told = mail.outbox[-1]
    assert told.to == [ADDRESS]
    assert f"/portal/cases/{case.pk}/" in str(told.body)
    assert "harbour" not in f"{told.subject} {told.body}"


def test_mails_say_whose_they_are(session: PortalSession, cast: Any, settings: Any) -> None:
    """In the reader's language; a name that the operator has given the sender stays."""
    from_us = OrganisationDraft(name="Lamplight, Ltd", names={"th": "ร้านแสงโคม"}, email="hello@lamplight.example")
    change_organisation(from_us, version=0, by=cast.administrator)
    settings.DEFAULT_FROM_EMAIL = "crm@lamplight.example"
    for language, name in (("th", "ร้านแสงโคม"), ("en", "Lamplight, Ltd")):
        with override(language):
            sent = mail_of_the_house("Subject", ["Hello,"], to=ADDRESS)
        told = sent.message()
        assert told["Reply-To"] == "hello@lamplight.example"
        assert parseaddr(str(make_header(decode_header(told["From"])))) == (name, "crm@lamplight.example")
        assert sent.body == f"Hello,\n\n{name}\n"
    settings.DEFAULT_FROM_EMAIL = "Front desk <crm@lamplight.example>"
    assert mail_of_the_house("Subject", [], to=ADDRESS).from_email == settings.DEFAULT_FROM_EMAIL


def test_a_link_that_may_have_arrived_opens_and_is_not_sent_again(malee: Any, cast: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.foundation.letters.servers.Server"
    ask_link(ADDRESS, language="en")
    Server.called, Server.given, Server.got = None, SMTPServerDisconnected("gone"), 0
    assert send_asked("portal.link") == [False]
    link, told = SignInLink.objects.get(), HouseMail.objects.get(kind="portal.link")
    assert (link.digest != "", told.state, Server.got) == (True, "unsure", 1)
    with pytest.raises(NotRepeatable):
        repeat_mail(told, by=cast.administrator)


def test_a_link_that_could_not_go_in_time_is_told_as_lost(malee: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.foundation.letters.servers.Server"
    ask_link(ADDRESS, language="en")
    Server.called, Server.given = ConnectionRefusedError(), None
    send_asked("portal.link")
    SignInLink.objects.update(asked_at=timezone.now() - timedelta(minutes=21))
    Server.called = None
    send_asked("portal.link")
    assert HouseMail.objects.values_list("state", "error").get() == ("failed", "ConnectionRefusedError")
