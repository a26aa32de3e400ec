"""A message is shown on the next page, whole, however long it is, and only if we wrote it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.messages import constants
from django.http import HttpResponse
from django.test import Client, RequestFactory

from idic.doors.web.shell.message_storage import MessageStorage
from idic.foundation.accounts.session_store import SessionStore

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


def told(text: str, *, spoilt: bool = False) -> list[str]:
    request = RequestFactory().get("/")
    request.session = SessionStore()
    first, answer = MessageStorage(request), HttpResponse()
    first.add(constants.SUCCESS, text)
    first.update(answer)
    after = RequestFactory().get("/")
    after.session = request.session
    if "messages" in answer.cookies:
        kept = answer.cookies["messages"].value
        after.COOKIES["messages"] = kept[:-3] + "abc" if spoilt else kept
    return [str(one) for one in MessageStorage(after)]


@pytest.mark.parametrize("length", [1, 30, 700, 9_000])
def test_a_message_of_any_length_reaches_the_next_page(length: int) -> None:
    text = ("สมชาย was added. " * 600)[:length]
    assert told(text) == [text]


def test_a_cookie_that_somebody_changed_says_nothing() -> None:
    assert told("Somchai was added.", spoilt=True) == []
