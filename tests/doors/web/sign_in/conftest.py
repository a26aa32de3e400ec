from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from idic.foundation.accounts.enums import Role
from idic.foundation.accounts.models import User
from idic.foundation.accounts.operations.users import create_user
from tests.doors.web.sign_in.one_time_code import code_now

PASSWORD = "harbour-lantern-42"
EMAIL = "malee@example.com"


@pytest.fixture
def person(db: None) -> User:
    cache.clear()
    return create_user(email=EMAIL, display_name="Malee", role=Role.SERVICE, team=None, password=PASSWORD, by=None)


@pytest.fixture
def at_work(person: User) -> Client:
    """Signed in by password, and confirmed as the person a moment ago."""
    client = Client()
    assert client.post("/sign-in/", {"login": EMAIL, "password": PASSWORD}).status_code == 302
    assert client.post("/account/confirm/", {"password": PASSWORD}).status_code == 302
    return client


def key_shown(client: Client) -> str:
    page = client.get("/account/second-factor/app/").content.decode()
    found = re.search(r'class="factor-key">([A-Z2-7 ]+)<', page)
    assert found is not None
    return found[1]


@pytest.fixture
def set_up_app(at_work: Client) -> Callable[[], str]:
    """Sets up an authenticator app in the browser `at_work` and tells its key."""

    def set_up() -> str:
        key = key_shown(at_work)
        answer = at_work.post("/account/second-factor/app/", {"code": code_now(key)})
        assert (answer.status_code, answer["Location"]) == (302, "/account/second-factor/codes/")
        return key

    return set_up
