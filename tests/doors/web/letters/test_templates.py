from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idic.foundation.accounts.models import RoleDefinition
from idic.foundation.letters.models import LetterTemplate
from idic.foundation.letters.operations.templates import Text, create_template

SignIn = Callable[[str], Client]
TEXTS = {
    "en": Text("Hello {{ customer.name }}", "Dear **{{ customer.name }}**"),
    "th": Text("สวัสดี", "เรียน {{ customer.name }}"),
}


@pytest.fixture
def template(cast: Any) -> LetterTemplate:
    return create_template(name="Welcome", kind="mail", noun="customer", texts=TEXTS, by=cast.manager)


def _preview(client: Client, **typed: str) -> str:
    typed = {"noun": "customer", "language": "en", "subject_en": "s", **typed}
    answer = client.post(reverse("letters:preview"), typed, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_template_is_written_changed_archived_and_taken_back(signed_in: SignIn) -> None:
    client = signed_in("manager")
    typed = {
        "name": "Thanks",
        "kind": "mail",
        "noun": "customer",
        "subject_en": "Thank you",
        "body_en": "Dear {{ customer.name }}",
    }
    answer = client.post(reverse("letters:create"), typed)
    template = LetterTemplate.objects.get()
    assert answer.url == reverse("letters:edit", args=[template.pk])
    client.post(answer.url, {**typed, "name": "Many thanks", "version": 1})
    assert "Many thanks" in client.get(reverse("letters:list")).content.decode()
    page = client.post(reverse("letters:archive", args=[template.pk]), follow=True).content.decode()
    assert "data-toast-undo" in page
    assert "No templates yet" in page
    undo = page.split('hx-post="/undo/')[1].split('"')[0]
    client.post(f"/undo/{undo}")
    assert "Many thanks" in client.get(reverse("letters:list")).content.decode()


def test_a_refused_text_keeps_all_that_was_typed_and_says_where(signed_in: SignIn) -> None:
    typed = {
        "name": "Thanks", "kind": "mail", "noun": "customer", "subject_en": "Thank you", "body_en": "Dear {{ customer.salary }}",
        "subject_th": "ขอบคุณ", "body_th": "เรียน",
    }  # fmt: skip
    answer = signed_in("manager").post(reverse("letters:create"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_body_en_error"' in page
    assert "customer.salary" in page
    for text in ("Thanks", "Thank you", "ขอบคุณ", "เรียน"):
        assert text in page


def test_two_writers_do_not_overwrite_each_other(signed_in: SignIn, template: LetterTemplate) -> None:
    url = reverse("letters:edit", args=[template.pk])
    typed = {"name": "Mine", "version": 1, "subject_en": "a", "body_en": "b"}
    assert signed_in("manager").post(url, typed).status_code == 302
    answer = signed_in("administrator").post(url, {**typed, "name": "Theirs"})
    assert answer.status_code == 422
    assert "Somebody else has changed this template" in answer.content.decode()
    assert "Theirs" in answer.content.decode()


def test_the_preview_shows_a_mail_as_it_arrives_and_a_message_as_it_stands(
    signed_in: SignIn, make_customer: Callable[..., Any]
) -> None:
    client, customer = signed_in("manager"), make_customer()
    mail = _preview(
        client, record=str(customer.pk), kind="mail", body_en="**Dear** {{ customer.name }} <script>x</script>"
    )
    assert "<strong>Dear</strong> Anan Jaidee" in mail
    assert "<script>" not in mail
    assert "**Dear** Anan" in _preview(
        client, record=str(customer.pk), kind="message", body_en="**Dear** {{ customer.name }}"
    )


@pytest.mark.parametrize("body", ["{{ customer.name|upper('x') }}", "{% if customer.name < 5 %}{% endif %}",
                                  "{% if customer.name %}" * 150 + "{% endif %}" * 150, "{{ " + "9" * 9000 + " }}"])  # fmt: skip
def test_a_hostile_text_is_answered_in_words(signed_in: SignIn, make_customer: Callable[..., Any], body: str) -> None:
    assert "notice-warning" in _preview(signed_in("manager"), record=str(make_customer().pk), body_en=body)


def test_a_record_that_the_writer_does_not_see_is_no_preview(
    signed_in: SignIn, make_customer: Callable[..., Any]
) -> None:
    for noun, record in (("customer", "999999"), ("nothing", "1"), ("customer", "x"), ("customer", "9" * 30)):
        assert "no record" in _preview(signed_in("manager"), noun=noun, record=record, body_en="text")


def test_merge_fields_follow_the_role_of_the_writer(
    cast: Any, signed_in: SignIn, make_customer: Callable[..., Any]
) -> None:
    customer = make_customer(
        given_name="Anan", phone="0812345678", national_id="1101700230708", email="anan@example.com"
    )
    seen = _preview(signed_in("manager"), record=str(customer.pk), body_en="{{ customer.email }}")
    assert "anan@example.com" in seen
    role = RoleDefinition.objects.get(code="manager")
    role.group_access = {"customer": {"contact": "masked", "identity": "hidden"}}
    role.save()
    masked = _preview(signed_in("manager"), record=str(customer.pk), body_en="{{ customer.email }}")
    assert "anan@example.com" not in masked
    assert "@example.com" in masked
    assert "1101700230708" not in _preview(
        signed_in("manager"), record=str(customer.pk), body_en="{{ customer.national_id }}"
    )
    assert "customer.national_id" not in signed_in("manager").get(reverse("letters:create")).content.decode()


def test_the_merge_fields_are_those_of_the_chosen_records(signed_in: SignIn) -> None:
    page = signed_in("manager").get(reverse("letters:create"), {"noun": "task"}).content.decode()
    assert 'data-insert="task.title"' in page
    assert 'data-insert="customer.name"' not in page
