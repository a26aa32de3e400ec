from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from idic.foundation.accounts.models import RoleDefinition
from idic.foundation.letters.models import Delivery, LetterTemplate
from idic.foundation.letters.operations.delivering import deliver_now
from idic.foundation.letters.operations.templates import Text, create_template

SignIn = Callable[[str], Client]


@pytest.fixture
def customer(make_customer: Callable[..., Any]) -> Any:
    return make_customer(
        given_name="Anan", family_name="Jaidee", email="anan@example.com", address="1 Road", province="Phuket"
    )


@pytest.fixture
def template(cast: Any) -> LetterTemplate:
    texts = {"en": Text("Hello {{ customer.name }}", "Dear **{{ customer.name }}** of {{ customer.district }}"),
             "th": Text("สวัสดี {{ customer.name }}", "เรียน {{ customer.name }}")}  # fmt: skip
    return create_template(name="Welcome", kind="mail", noun="customer", texts=texts, by=cast.manager)


def _write(customer: Any, **query: object) -> str:
    url = reverse("letters:write", args=["customer", customer.pk])
    return url + "?" + "&".join(f"{name}={value}" for name, value in query.items())


def _words(paper: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(paper)))


def test_the_text_of_the_template_stands_filled_in_and_what_is_empty_is_named(
    signed_in: SignIn, customer: Any, template: LetterTemplate
) -> None:
    page = signed_in("manager").get(_write(customer, template=template.pk, language="en")).content.decode()
    assert "Hello Anan Jaidee" in page
    assert "Empty on this record: District" in page
    thai = signed_in("manager").get(_write(customer, template=template.pk, language="th")).content.decode()
    assert "สวัสดี Anan Jaidee" in thai


def test_what_stands_in_the_form_is_sent_and_shows_on_the_record(
    signed_in: SignIn, customer: Any, template: LetterTemplate, mailoutbox: list[Any]
) -> None:
    client = signed_in("manager")
    typed = {
        "to": "anan@example.com",
        "subject": "Hello\r\nBcc: all@example.com",
        "body": "My **own** words",
        "act": "mail",
    }
    assert client.post(_write(customer, template=template.pk, language="zh-hans"), typed).status_code == 302
    delivery = Delivery.objects.get()
    # The template has no Chinese text, so what was read and sent is the English one.
    assert (delivery.language, delivery.subject) == ("en", "Hello Bcc: all@example.com")
    deliver_now(delivery.pk)
    assert mailoutbox[0].body == "My **own** words"
    assert "Hello Bcc" in client.get(reverse("letters:of-record", args=["customer", customer.pk])).content.decode()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"to": "nowhere", "subject": "s", "body": "words that stay"}, "valid email"),
        ({"to": "a@example.com", "subject": " ", "body": "words that stay"}, "needs a subject"),
        ({"to": "a@example.com", "subject": "s" * 301, "body": "words that stay"}, "300"),
    ],
)
def test_wrong_input_is_answered_and_nothing_is_lost(
    signed_in: SignIn, customer: Any, typed: dict[str, str], told: str
) -> None:
    answer = signed_in("manager").post(_write(customer), {**typed, "act": "mail"})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "words that stay" in answer.content.decode()
    assert not Delivery.objects.exists()


def test_a_record_without_an_address_says_so(signed_in: SignIn, make_customer: Callable[..., Any]) -> None:
    answer = signed_in("manager").post(_write(make_customer()), {"subject": "s", "body": "b", "act": "mail"})
    assert "There is no e-mail address on this record" in answer.content.decode()


def test_who_sees_the_address_masked_writes_only_to_the_one_on_the_record(signed_in: SignIn, customer: Any) -> None:
    role = RoleDefinition.objects.get(code="manager")
    role.group_access = {"customer": {"contact": "masked"}}
    role.save()
    client = signed_in("manager")
    assert "anan@example.com" not in client.get(_write(customer)).content.decode()
    client.post(_write(customer), {"to": "elsewhere@example.com", "subject": "s", "body": "b", "act": "mail"})
    assert Delivery.objects.get().to_address == "anan@example.com"


@pytest.mark.parametrize("language", ["en", "th", "zh-hans", "zh-hant"])
def test_a_letter_is_set_with_its_bold_words_lists_and_address(signed_in: SignIn, customer: Any, language: str) -> None:
    body = "เรียน **คุณอนันต์** 骨直\n\n- one\n- two\n\n# Head\n\nSee [us](https://example.com/x)."
    answer = signed_in("manager").post(
        _write(customer, language=language), {"subject": "About", "body": body, "act": "pdf"}
    )
    assert answer["Content-Type"] == "application/pdf"
    words = _words(answer.content)
    for text in ("1 Road", "ภูเก็ต", "About", "one", "Head", "(https://example.com/x)", "骨直"):
        assert text in words
    assert "**" not in words
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("language", ["en", "th", "zh-hans", "zh-hant", "nonsense"])
def test_a_record_is_printed_in_every_language(signed_in: SignIn, customer: Any, language: str) -> None:
    answer = signed_in("manager").get(reverse("letters:print", args=["customer", customer.pk]), {"language": language})
    assert answer["Content-Type"] == "application/pdf"
    assert "Anan Jaidee" in _words(answer.content)
