"""What a browser shows where an address takes only what a button sends."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_an_address_of_a_button_opened_as_a_page_says_what_to_do(signed_in: Callable[[str], Client]) -> None:
    answer = signed_in("manager").get("/matching/start/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "This address does not open by itself" in answer.content.decode()
    assert "nothing was done" in answer.content.decode()


def test_a_page_that_takes_no_post_stays_plain(signed_in: Callable[[str], Client]) -> None:
    answer = signed_in("manager").post("/matching/stewardship/")
    assert answer.status_code == 405
    assert answer.content == b""
