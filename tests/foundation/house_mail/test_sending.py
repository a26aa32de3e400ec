"""A mail of the house whose server or worker goes away: sent once, or perhaps sent, and never lost without a word."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMessage
from django.utils import timezone

from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.house_mail.errors import NotRepeatable
from idic.foundation.house_mail.kinds import MailKind, declare_mail
from idic.foundation.house_mail.models import HouseMail
from idic.foundation.house_mail.operations.asking import ask_mail
from idic.foundation.house_mail.operations.repeating import KEPT, forget_old, repeat_mail
from idic.foundation.house_mail.operations.sending import send_due, send_now
from idic.foundation.house_mail.queries.mails import lately_troubled
from idic.foundation.house_mail.steps import PAUSES
from tests.foundation.letters.servers import Killed, Server

pytestmark = pytest.mark.django_db


def _compose(mail: HouseMail) -> EmailMessage | None:
    if mail.arguments.get("broken"):
        raise LookupError
    return EmailMessage("Word", "of it", to=[mail.arguments["address"]]) if mail.arguments.get("address") else None


declare_mail(MailKind("test", "Test", _compose))


@pytest.fixture
def server(settings: Any) -> type[Server]:
    settings.EMAIL_BACKEND = "tests.foundation.letters.servers.Server"
    Server.called = Server.given = None
    Server.got = 0
    return Server


def asked(key: str = "", **arguments: object) -> HouseMail:
    return ask_mail("test", key, arguments={"address": "a@b.example", **arguments})


def stands(mail: HouseMail) -> tuple[str, int, int]:
    """How it stands, its attempts, and how often the server was given a mail."""
    mail.refresh_from_db()
    return mail.state, mail.attempts, Server.got


def is_due() -> None:
    HouseMail.objects.update(next_at=timezone.now() - timedelta(seconds=1))


def test_what_is_asked_twice_is_one_mail_and_carries_one_number() -> None:
    first, second = asked("7"), asked("7")
    assert first == second
    assert (send_now(first.pk), send_now(first.pk)) == (True, False)
    assert outbox.outbox[0].extra_headers["Message-ID"] == f"<{first.header_id}>"
    first.refresh_from_db()
    assert (first.state, first.arguments) == ("sent", {})


@pytest.mark.parametrize("error", [SMTPServerDisconnected("gone"), TimeoutError(), Killed()])
def test_what_was_handed_over_and_not_answered_is_perhaps_sent(server: type[Server], error: BaseException) -> None:
    mail, other = asked(), asked()
    server.given = error
    try:
        send_now(mail.pk)
    except Killed:
        assert stands(mail)[0] == "waiting"
    server.given = None
    is_due()
    assert send_due() == 1
    assert (stands(mail), stands(other)[0]) == (("unsure", 1, 2), "sent")
    assert lately_troubled() == 1


@pytest.mark.parametrize("place", ["called", "given"])
def test_whoever_surely_has_it_not_is_asked_again(server: type[Server], place: str) -> None:
    mail = asked()
    setattr(server, place, ConnectionRefusedError() if place == "called" else SMTPDataError(451, b"later"))
    assert not send_now(mail.pk)
    assert send_due() == 0  # not before its pause is over
    assert stands(mail)[:2] == ("waiting", 1)
    setattr(server, place, None)
    is_due()
    assert (send_due(), stands(mail)[:2]) == (1, ("sent", 2))


def test_a_server_that_cannot_be_reached_is_called_once_in_a_round(server: type[Server]) -> None:
    mails = [asked(), asked()]
    server.called = ConnectionRefusedError()
    is_due()
    send_due()
    assert [stands(mail)[1] for mail in mails] == [1, 0]


def test_it_is_given_up_in_the_end_and_told(server: type[Server], cast: Any) -> None:
    mail = asked()
    server.called = ConnectionRefusedError()
    for _attempt in range(len(PAUSES) + 1):
        send_now(mail.pk)
    assert stands(mail) == ("failed", len(PAUSES) + 1, 0)
    server.called = None
    with pytest.raises(NotAllowed):
        repeat_mail(mail, by=cast.sales)
    repeat_mail(mail, by=cast.administrator)
    assert (send_now(mail.pk), stands(mail)) == (True, ("sent", 1, 1))
    with pytest.raises(NotRepeatable):
        repeat_mail(mail, by=cast.administrator)


def test_a_no_for_good_is_one(server: type[Server]) -> None:
    mail = asked()
    server.given = SMTPRecipientsRefused({"a@b.example": (550, b"nobody")})
    send_now(mail.pk)
    assert (stands(mail)[:2], mail.error) == (("failed", 1), "SMTPRecipientsRefused")


def test_a_mail_that_takes_its_worker_down_is_not_tried_for_ever(server: type[Server]) -> None:
    mail = asked()
    server.called = Killed()
    for _attempt in range(len(PAUSES) + 1):
        with pytest.raises(Killed):
            send_now(mail.pk)
    send_now(mail.pk)
    assert stands(mail) == ("failed", len(PAUSES) + 1, 0)


def test_what_cannot_be_composed_is_told_and_what_nobody_needs_is_dropped(server: type[Server]) -> None:
    broken, needless = asked(broken=True), asked(address="")
    assert not send_now(broken.pk)
    assert not send_now(needless.pk)
    assert (stands(broken)[0], broken.error, stands(needless)[0]) == ("failed", "compose", "dropped")


def test_the_trace_is_kept_for_a_time_and_what_waits_for_as_long_as_it_waits() -> None:
    asked()
    gone = asked()
    send_now(gone.pk)
    HouseMail.objects.update(created_at=timezone.now() - KEPT - timedelta(minutes=1))
    assert (forget_old(), HouseMail.objects.values_list("state", flat=True).get()) == (1, "waiting")
