"""A mail on its way whose server or worker goes away: sent once, or perhaps sent and never again by itself."""

from __future__ import annotations

from smtplib import SMTPDataError, SMTPServerDisconnected
from typing import Any

import pytest

from idic.domain.identify.models import Customer
from idic.domain.identify.operations.customers import create_customer
from idic.foundation.events.models import Event
from idic.foundation.letters.merging import Merged
from idic.foundation.letters.models import Delivery
from idic.foundation.letters.operations.deliveries import ATTEMPTS, send_mail
from idic.foundation.letters.operations.delivering import deliver_now
from tests.foundation.letters.servers import Killed, Server

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(cast: Any, settings: Any) -> Delivery:
    settings.EMAIL_BACKEND = "tests.foundation.letters.servers.Server"
    Server.called = Server.given = None
    Server.got = 0
    customer = Customer.objects.get(pk=create_customer({"given_name": "Anan"}, by=cast.administrator).pk)
    merged = Merged("Your order", "It is on its way.", ())
    return send_mail(
        merged, template=None, noun="customer", record=customer, to="a@b.example", language="en", by=cast.administrator
    )  # fmt: skip


def told(delivery: Delivery) -> tuple[str, str, int]:
    """How it stands, what the record's history says last, and how often the server was given it."""
    delivery.refresh_from_db()
    last = Event.objects.filter(verb__startswith="letter.").order_by("-id").values_list("verb", flat=True).first()
    return delivery.state, last or "", Server.got


@pytest.mark.parametrize("error", [SMTPServerDisconnected("gone"), TimeoutError(), ConnectionResetError()])
def test_a_line_that_dies_while_it_is_handed_over(waiting: Delivery, error: Exception) -> None:
    Server.given = error
    deliver_now(waiting.pk)
    Server.given = None
    deliver_now(waiting.pk)
    assert told(waiting) == ("unsure", "letter.unsure", 1)


def test_a_worker_that_died_while_it_handed_it_over(waiting: Delivery) -> None:
    Server.given = Killed()
    with pytest.raises(Killed):
        deliver_now(waiting.pk)
    Server.given = None
    deliver_now(waiting.pk)
    assert told(waiting) == ("unsure", "letter.unsure", 1)


@pytest.mark.parametrize("place", ["called", "given"])
def test_whoever_surely_has_it_not_is_asked_again(waiting: Delivery, place: str) -> None:
    error = ConnectionRefusedError() if place == "called" else SMTPDataError(451, b"later")
    setattr(Server, place, error)
    with pytest.raises((ConnectionRefusedError, SMTPDataError)):
        deliver_now(waiting.pk)
    assert told(waiting)[0] == "waiting"
    setattr(Server, place, None)
    deliver_now(waiting.pk)
    deliver_now(waiting.pk)
    assert told(waiting) == ("sent", "letter.sent", 2 if place == "given" else 1)


def test_after_so_many_attempts_it_is_over(waiting: Delivery) -> None:
    Server.called = ConnectionRefusedError()
    for _attempt in range(ATTEMPTS - 1):
        with pytest.raises(ConnectionRefusedError):
            deliver_now(waiting.pk)
    deliver_now(waiting.pk)
    assert told(waiting) == ("failed", "letter.failed", 0)
