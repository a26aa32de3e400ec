"""A form that is sent after the session has ended leads back to its page, where what was typed is filled in again."""

from __future__ import annotations

from django.test import Client

PAGE = "http://testserver/cases/7/?all=1"


def test_who_is_signed_out_comes_back_to_the_page_of_the_form_and_not_to_the_address_it_was_sent_to() -> None:
    answer = Client().post("/cases/7/reply/", {"text": "Hello"}, headers={"referer": PAGE})
    assert answer["Location"] == "/sign-in/?next=/cases/7/%3Fall%3D1"


def test_a_page_of_another_site_is_not_led_back_to() -> None:
    answer = Client().post("/cases/7/reply/", headers={"referer": "https://evil.example/cases/7/"})
    assert answer["Location"] == "/sign-in/?next=/cases/7/reply/"


def test_a_page_is_asked_for_again_by_its_own_address() -> None:
    answer = Client().get("/cases/7/", headers={"referer": PAGE})
    assert answer["Location"] == "/sign-in/?next=/cases/7/"


def test_a_form_that_has_expired_leads_back_to_its_page() -> None:
    answer = Client(enforce_csrf_checks=True).post("/cases/7/reply/", headers={"referer": PAGE})
    assert answer.status_code == 403
    assert 'href="/cases/7/?all=1"' in answer.content.decode()
    foreign = Client(enforce_csrf_checks=True).post("/cases/7/reply/", headers={"referer": "https://evil.example/"})
    assert "evil.example" not in foreign.content.decode()
