"""A mail on its way whose server or worker goes away: sent once, or perhaps sent and never again by itself."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from smtplib import SMTPDataError, SMTPServerDisconnected
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.identify.operations.customers import create_customer
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.desk.models import Attachment, Notification
from idic.foundation.desk.operations.attachments import add_attachment
from idic.foundation.events.models import Event
from idic.foundation.house_mail.steps import PAUSES
from idic.foundation.letters.errors import NotRepeatable
from idic.foundation.letters.merging import Merged
from idic.foundation.letters.models import Delivery
from idic.foundation.letters.operations.deliveries import send_again, send_mail
from idic.foundation.letters.operations.delivering import deliver_due, deliver_now
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


def is_due() -> None:
    Delivery.objects.update(next_at=timezone.now() - timedelta(seconds=1))


@pytest.mark.parametrize("place", ["called", "given"])
def test_whoever_surely_has_it_not_is_asked_again(waiting: Delivery, place: str) -> None:
    error = ConnectionRefusedError() if place == "called" else SMTPDataError(451, b"later")
    setattr(Server, place, error)
    assert not deliver_now(waiting.pk)
    assert told(waiting)[0] == "waiting"
    setattr(Server, place, None)
    assert deliver_due() == 0  # not before its pause is over
    is_due()
    assert (deliver_due(), deliver_due()) == (1, 0)
    assert told(waiting) == ("sent", "letter.sent", 2 if place == "given" else 1)


def test_after_so_many_attempts_it_is_over_until_somebody_says_again(waiting: Delivery, cast: Any) -> None:
    Server.called = ConnectionRefusedError()
    for _attempt in range(len(PAUSES) + 1):
        is_due()
        deliver_due()
    assert told(waiting) == ("failed", "letter.failed", 0)
    assert Notification.objects.filter(user=cast.administrator, data__verb="letter.failed").count() == 1
    Server.called = None
    with pytest.raises(NotVisible):
        send_again(waiting, by=cast.sales_colleague)
    send_again(waiting, by=cast.administrator)
    assert deliver_now(waiting.pk)
    with pytest.raises(NotRepeatable):
        send_again(waiting, by=cast.administrator)
    assert told(waiting) == ("sent", "letter.sent", 1)


def test_a_letter_that_takes_its_worker_down_is_not_made_for_ever(waiting: Delivery) -> None:
    Server.called = Killed()
    for _attempt in range(len(PAUSES) + 1):
        with pytest.raises(Killed):
            deliver_now(waiting.pk)
    deliver_now(waiting.pk)
    assert (told(waiting)[:2], waiting.error) == (("failed", "letter.failed"), "Interrupted")


def test_one_that_cannot_be_put_together_is_told_and_holds_up_no_other(waiting: Delivery, cast: Any) -> None:
    """The file that goes with it is damaged on our disk: what stands in its place cannot be read."""
    customer = Customer.objects.get(pk=waiting.subject_id)
    file = add_attachment("customer", customer.pk, name="list.csv", chunks=[b"a,b\n1,2\n"], by=cast.administrator)
    Attachment.objects.update(state="clean")
    other = send_mail(
        Merged("Second", "With it.", ()), template=None, noun="customer", record=customer, to="b@b.example",
        language="en", by=cast.administrator, files=[file.pk],
    )  # fmt: skip
    kept = Path(default_storage.path(file.path))
    content = kept.read_bytes()
    kept.unlink()
    kept.mkdir()
    Delivery.objects.filter(pk=other.pk).update(next_at=timezone.now() - timedelta(hours=1))
    is_due()
    assert deliver_due() == 1
    assert (told(other)[0], other.error, told(waiting)[0]) == ("failed", "compose", "sent")
    kept.rmdir()
    kept.write_bytes(content)
    send_again(other, by=cast.administrator)
    assert deliver_now(other.pk)
    assert told(other) == ("sent", "letter.sent", 2)
