from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from idic.foundation.events.models import Event

SignIn = Callable[[str], Client]
PASSWORD = "harbour-lantern-42"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
TELEPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1"


@pytest.fixture
def begin(cast: Any) -> Callable[[str], Client]:
    cache.clear()
    cast.sales.set_password(PASSWORD)
    cast.sales.save()

    def sign_in(device: str) -> Client:
        client = Client(headers={"User-Agent": device})
        given = {"login": "sales@example.com", "password": PASSWORD}
        assert client.post("/sign-in/", given).status_code == 302
        return client

    return sign_in


def number_of(client: Client) -> int:
    return UserSession.objects.get(session_key=client.session.session_key).pk


def test_every_session_is_shown_with_its_device_and_address(begin: Callable[[str], Client]) -> None:
    begin(TELEPHONE)
    page = begin(FIREFOX).get("/account/sessions/").content.decode()
    assert "Firefox on Linux" in page
    assert "Safari on iPhone" in page
    assert page.count("This session") == 1
    assert "127.0.0.1" in page


def test_an_ended_session_is_out_at_once_and_the_own_one_stays(begin: Callable[[str], Client], cast: Any) -> None:
    lost, own = begin(TELEPHONE), begin(FIREFOX)
    assert own.post(f"/account/sessions/{number_of(lost)}/end/").status_code == 302
    assert lost.get("/account/").status_code == 302
    assert own.get("/account/").status_code == 200
    told = Event.objects.get(verb="session.ended")
    assert (told.actor_id, told.subject_id) == (cast.sales.pk, cast.sales.pk)
    assert told.after == {"device": TELEPHONE, "address": "127.0.0.1"}


def test_all_others_are_ended_together(begin: Callable[[str], Client]) -> None:
    others, own = [begin(TELEPHONE), begin(FIREFOX)], begin(FIREFOX)
    page = own.post("/account/sessions/others/end/", follow=True).content.decode()
    assert "2 other sessions have ended." in page
    assert [client.get("/account/").status_code for client in others] == [302, 302]
    assert own.get("/account/").status_code == 200
    assert Event.objects.filter(verb="session.ended").count() == 2


def test_nobody_ends_the_session_of_another(begin: Callable[[str], Client], signed_in: SignIn) -> None:
    client = begin(FIREFOX)
    assert signed_in("administrator").post(f"/account/sessions/{number_of(client)}/end/").status_code == 404
    assert client.get("/account/").status_code == 200


def test_a_new_password_ends_the_other_sessions_in_the_list_too(begin: Callable[[str], Client]) -> None:
    begin(TELEPHONE)
    own = begin(FIREFOX)
    given = {"old_password": PASSWORD, "new_password": "meadow-compass-77", "repeated": "meadow-compass-77"}
    assert own.post("/account/password/", given).status_code == 302
    page = own.get("/account/sessions/").content.decode()
    assert "Safari on iPhone" not in page
    assert "Firefox on Linux" in page


def test_a_session_that_was_signed_out_is_not_shown(begin: Callable[[str], Client]) -> None:
    begin(TELEPHONE).post("/sign-out/")
    assert "iPhone" not in begin(FIREFOX).get("/account/sessions/").content.decode()


def test_being_seen_is_written_once_in_five_minutes(begin: Callable[[str], Client]) -> None:
    client = begin(FIREFOX)
    first = UserSession.objects.get()
    client.get("/account/")
    assert UserSession.objects.get().last_seen_at == first.last_seen_at
    session = client.session
    session["seen_at"] = int(time.time()) - 301
    session.save()
    client.get("/account/", REMOTE_ADDR="203.0.113.9")
    seen = UserSession.objects.get()
    assert seen.last_seen_at > first.last_seen_at
    assert seen.ip == "203.0.113.9"


def test_session_and_user_cost_one_query_and_the_name_of_the_team_another(
    begin: Callable[[str], Client], django_assert_num_queries: Any
) -> None:
    client = begin(FIREFOX)
    client.get("/account/")
    with django_assert_num_queries(2):
        client.get("/account/")


def test_the_list_costs_the_same_for_one_session_and_for_many(
    begin: Callable[[str], Client], django_assert_num_queries: Any
) -> None:
    client = begin(FIREFOX)
    client.get("/account/sessions/")
    with django_assert_num_queries(4):
        client.get("/account/sessions/")
    for _number in range(5):
        begin(TELEPHONE)
    with django_assert_num_queries(4):
        client.get("/account/sessions/")
