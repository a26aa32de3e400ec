"""Files that go with a mail are files of its record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from idic.foundation.desk.models import Attachment
from idic.foundation.desk.operations.attachments import add_attachment, remove_attachment
from idic.foundation.events.models import Event
from idic.foundation.letters.models import Delivery
from idic.foundation.letters.operations.delivering import deliver_now
from tests.foundation.desk.test_files import PDF, picture

SignIn = Callable[[str], Client]
TYPED = {"to": "anan@example.com", "subject": "Your bill", "body": "Here it is.", "act": "mail"}


@pytest.fixture
def customer(make_customer: Callable[..., Any]) -> Any:
    return make_customer(name="Anan", email="anan@example.com")


def _address(customer: Any) -> str:
    return reverse("letters:write", args=["customer", customer.pk])


def _kept(customer: Any, by: Any, name: str = "contract.pdf") -> Attachment:
    return add_attachment("customer", customer.pk, name=name, chunks=[PDF], by=by)


def _bill() -> SimpleUploadedFile:
    return SimpleUploadedFile("ใบแจ้งหนี้.png", picture(), "image/png")


def test_files_go_with_the_mail_and_stay_with_the_record(
    cast: Any, signed_in: SignIn, customer: Any, mailoutbox: list[Any]
) -> None:
    contract, other = _kept(customer, cast.manager), _kept(customer, cast.manager, "other.pdf")
    client = signed_in("manager")
    assert "contract.pdf" in client.get(_address(customer)).content.decode()
    assert client.post(_address(customer), {**TYPED, "attached": contract.pk, "file": _bill()}).status_code == 302
    bill = Attachment.objects.get(name="ใบแจ้งหนี้.png")
    delivery = Delivery.objects.get()
    assert delivery.files == [contract.pk, bill.pk]
    assert Event.objects.get(verb="letter.queued").after["files"] == delivery.files
    deliver_now(delivery.pk)
    mail = mailoutbox[0]
    assert [(name, kind) for name, _data, kind in mail.attachments] == [
        ("contract.pdf", "application/pdf"), ("ใบแจ้งหนี้.png", "image/png"),
    ]  # fmt: skip
    assert mail.attachments[0][1] == PDF
    assert mail.message().get_payload()[1].get_filename() == "contract.pdf"
    shown = client.get(reverse("letters:of-record", args=["customer", customer.pk])).content.decode()
    assert reverse("records:file", args=[bill.pk]) in shown
    assert other.name not in shown


def test_what_was_chosen_is_kept_where_something_else_is_wrong(signed_in: SignIn, customer: Any) -> None:
    answer = signed_in("manager").post(_address(customer), {**TYPED, "subject": "", "file": _bill()})
    assert answer.status_code == 422
    kept = Attachment.objects.get()
    assert f'name="attached" value="{kept.pk}" checked' in answer.content.decode()
    assert not Delivery.objects.exists()


def test_no_program_and_no_file_of_another_record_goes_out(
    cast: Any, signed_in: SignIn, customer: Any, make_customer: Callable[..., Any]
) -> None:
    client, foreign = signed_in("manager"), _kept(make_customer(name="Somebody else"), cast.manager)
    program = SimpleUploadedFile("game.exe", b"MZ" + b"\0" * 200)
    told = client.post(_address(customer), {**TYPED, "file": program})
    assert told.status_code == 422
    assert "field-error" in told.content.decode()
    told = client.post(_address(customer), {**TYPED, "attached": foreign.pk})
    assert told.status_code == 422
    assert "One of the files was removed" in told.content.decode()
    assert "contract.pdf" not in told.content.decode()
    assert not Delivery.objects.exists()


def test_what_is_removed_or_still_looked_at_does_not_leave(
    cast: Any, signed_in: SignIn, customer: Any, mailoutbox: list[Any]
) -> None:
    contract, client = _kept(customer, cast.manager), signed_in("manager")
    client.post(_address(customer), {**TYPED, "attached": contract.pk})
    delivery = Delivery.objects.get()
    Attachment.objects.update(state="scanning")
    deliver_now(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("waiting", 0)
    Delivery.objects.update(created_at=timezone.now() - timedelta(days=2))
    remove_attachment(contract.pk, by=cast.manager)
    deliver_now(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error, mailoutbox) == ("stopped", "file", [])
    shown = client.get(reverse("letters:of-record", args=["customer", customer.pk])).content.decode()
    assert "a file of it was removed" in shown
    assert reverse("records:file", args=[contract.pk]) not in shown


def test_too_much_is_refused_before_it_is_read(signed_in: SignIn, customer: Any) -> None:
    answer = signed_in("manager").post(_address(customer), TYPED, CONTENT_LENGTH=str(30 * 1024 * 1024))
    assert answer.status_code == 413
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in("manager").cookies
    assert strict.post(_address(customer), TYPED).status_code == 403
