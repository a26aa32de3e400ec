"""At which step of a mail the line to a real server ended, and what that says of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from idic.foundation.house_mail.kinds import MailKind, declare_mail
from idic.foundation.house_mail.models import HouseMail
from idic.foundation.house_mail.operations.asking import ask_mail
from idic.foundation.house_mail.operations.sending import send_due, send_now
from tests.failing_smtp import Failing, failing_server

pytestmark = pytest.mark.django_db
_DOTTED = ".begins with it\nand goes on\n..\n"

declare_mail(MailKind("test.server", "Test", lambda _mail: EmailMessage("Word", "of it", to=["a@b.example"])))
declare_mail(MailKind("test.dotted", "Test", lambda _mail: EmailMessage("Word", _DOTTED, to=["a@b.example"])))


@pytest.fixture
def server(settings: Any) -> Iterator[Failing]:
    with failing_server(settings) as found:
        yield found


def after_failing(server: Failing, at: str) -> tuple[str, str]:
    server.at = at
    mail = ask_mail("test.server", arguments={})
    assert not send_now(mail.pk)
    mail.refresh_from_db()
    return mail.state, mail.error


@pytest.mark.parametrize("at", ["MAIL", "RCPT", "DATA"])
def test_a_line_that_ends_before_the_text_is_given_has_taken_nothing(server: Failing, at: str) -> None:
    assert after_failing(server, at) == ("waiting", "NotHandedOver")
    server.at = ""
    HouseMail.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    assert (send_due(), len(server.mails)) == (1, 1)


def test_a_line_that_ends_behind_the_dot_may_have_taken_it(server: Failing) -> None:
    assert after_failing(server, "DOT") == ("unsure", "SMTPServerDisconnected")
    server.at = ""
    HouseMail.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    assert (send_due(), len(server.mails)) == (0, 1)


@pytest.mark.parametrize(("at", "state"), [("RCPT", "waiting"), ("DOT", "unsure")])
def test_a_server_that_falls_silent_is_the_same(
    server: Failing, at: str, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # to the dot it has to come first, on a slow machine too
    patience = 1 if state == "waiting" else 5
    monkeypatch.setattr("idic.foundation.house_mail.steps._PATIENCE_SECONDS", patience)
    monkeypatch.setattr("idic.foundation.house_mail.server._FAREWELL_SECONDS", 0.2)
    server.hangs = True
    assert after_failing(server, at)[0] == state


def test_lines_that_begin_with_a_dot_arrive_as_they_are(server: Failing) -> None:
    assert send_now(ask_mail("test.dotted", arguments={}).pk)
    assert server.mails[0].endswith(b"\r\n\r\n..begins with it\r\nand goes on\r\n...\r\n")
