from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from idic.foundation.accounts.models import User
from idic.foundation.events.models import Event
from tests.doors.web.sign_in.conftest import EMAIL, PASSWORD, key_shown
from tests.doors.web.sign_in.one_time_code import code_now

SetUp = Callable[[], str]
SignIn = Callable[[str], Client]


def half_way(person: User) -> Client:
    client = Client()
    answer = client.post("/sign-in/?next=/account/", {"login": EMAIL, "password": PASSWORD, "next": "/account/"})
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/code/")
    return client


def codes_of(client: Client) -> list[str]:
    return re.findall(r"<li><code>(\d{10})</code>", client.get("/account/second-factor/codes/").content.decode())


def test_after_the_password_the_code_is_asked_for_and_opens_the_door(person: User, set_up_app: SetUp) -> None:
    key = set_up_app()
    client = half_way(person)
    assert client.get("/account/")["Location"].startswith("/sign-in/")
    answer = client.post("/sign-in/code/", {"code": code_now(key)})
    assert (answer.status_code, answer["Location"]) == (302, "/account/")
    assert client.get("/account/").status_code == 200


def test_a_code_opens_only_once_though_its_neighbours_count_too(person: User, set_up_app: SetUp) -> None:
    key = set_up_app()
    earlier = code_now(key, shift=-1)
    assert half_way(person).post("/sign-in/code/", {"code": earlier}).status_code == 302
    again = half_way(person)
    assert "only once" in again.post("/sign-in/code/", {"code": earlier}).content.decode()
    assert "_auth_user_id" not in again.session


@pytest.mark.parametrize("shift", [-3, 3])
def test_a_code_of_another_time_is_refused(person: User, set_up_app: SetUp, shift: int) -> None:
    key = set_up_app()
    client = half_way(person)
    assert client.post("/sign-in/code/", {"code": code_now(key, shift)}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_sixth_wrong_code_is_refused_and_so_is_the_right_one_then(person: User, set_up_app: SetUp) -> None:
    key = set_up_app()
    client = half_way(person)
    for _attempt in range(5):
        client.post("/sign-in/code/", {"code": "000000"})
    page = client.post("/sign-in/code/", {"code": code_now(key)}).content.decode()
    assert "Wait five minutes" in page
    assert "_auth_user_id" not in client.session


def test_a_recovery_code_opens_once_in_place_of_the_app(person: User, at_work: Client, set_up_app: SetUp) -> None:
    set_up_app()
    codes = codes_of(at_work)
    assert len(set(codes)) == 10
    assert half_way(person).post("/sign-in/code/", {"code": codes[0]}).status_code == 302
    assert half_way(person).post("/sign-in/code/", {"code": codes[0]}).status_code == 200
    assert codes_of(at_work) == codes[1:]


def test_new_recovery_codes_end_the_old_ones(person: User, at_work: Client, set_up_app: SetUp) -> None:
    set_up_app()
    old = codes_of(at_work)
    at_work.post("/account/second-factor/codes/")
    assert not set(old) & set(codes_of(at_work))
    assert half_way(person).post("/sign-in/code/", {"code": old[0]}).status_code == 200


def test_who_cannot_go_on_may_begin_again_as_somebody_else(person: User, set_up_app: SetUp) -> None:
    set_up_app()
    client = half_way(person)
    assert client.get("/sign-in/")["Location"] == "/sign-in/code/"
    assert client.post("/sign-in/code/", {"leave": "yes"})["Location"] == "/sign-in/"
    assert client.get("/sign-in/").status_code == 200


def test_the_step_without_a_password_before_it_leads_to_the_beginning(person: User) -> None:
    assert Client().get("/sign-in/code/")["Location"] == "/sign-in/"


def test_a_mistyped_code_keeps_the_key_that_the_app_has_read_already(at_work: Client) -> None:
    key = key_shown(at_work)
    answer = at_work.post("/account/second-factor/app/", {"code": "000000"})
    assert answer.status_code == 422
    assert key in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_no_secret_stands_in_clear_in_the_database_or_in_an_event(
    person: User, at_work: Client, set_up_app: SetUp
) -> None:
    key = set_up_app().replace(" ", "")
    codes = codes_of(at_work)
    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    sessions = json.dumps([session.get_decoded() for session in Session.objects.all()])
    events = json.dumps(list(Event.objects.values("before", "after")))
    for text in (stored, sessions, events):
        assert key not in text
        assert not any(code in text for code in codes)
    assert Event.objects.get(verb="account.factor_added").after == {"factor": "totp"}


def test_another_secret_key_makes_the_factor_unreadable_and_says_so(
    person: User, set_up_app: SetUp, settings: Settings
) -> None:
    key = set_up_app()
    settings.SECRET_KEY = "another-secret-key-of-this-installation"
    client = half_way(person)
    answer = client.post("/sign-in/code/", {"code": code_now(key)})
    assert "The secret key of this installation has changed since." in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_whoever_finds_an_open_browser_must_give_the_password_before_anything_is_changed(person: User) -> None:
    client = Client()
    client.post("/sign-in/", {"login": EMAIL, "password": PASSWORD})
    answer = client.get("/account/second-factor/app/")
    assert answer["Location"] == "/account/confirm/?next=%2Faccount%2Fsecond-factor%2Fapp%2F"
    wrong = client.post(answer["Location"], {"password": "wrong-password-1", "next": "/account/second-factor/app/"})
    assert "This is not your present password." in wrong.content.decode()
    right = client.post(answer["Location"], {"password": PASSWORD, "next": "/account/second-factor/app/"})
    assert right["Location"] == "/account/second-factor/app/"
    assert client.get("/account/second-factor/app/").status_code == 200


def test_removing_the_last_factor_removes_the_codes_and_tells_it(
    person: User, at_work: Client, set_up_app: SetUp
) -> None:
    set_up_app()
    assert at_work.post("/account/second-factor/app/remove/").status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()
    assert Event.objects.get(verb="account.factor_removed").before == {"factor": "totp"}
    client = Client()
    assert client.post("/sign-in/", {"login": EMAIL, "password": PASSWORD})["Location"] == "/"


def test_a_second_app_is_not_taken(at_work: Client, set_up_app: SetUp) -> None:
    set_up_app()
    assert at_work.get("/account/second-factor/app/")["Location"] == "/account/second-factor/"


def test_an_administrator_resets_the_factor_and_ends_the_sessions(
    person: User, at_work: Client, set_up_app: SetUp, cast: Any, signed_in: SignIn
) -> None:
    set_up_app()
    administrator = signed_in("administrator")
    assert administrator.get(f"/account/reset-factor/{person.pk}/").status_code == 200
    assert administrator.post(f"/account/reset-factor/{person.pk}/").status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()
    assert at_work.get("/account/").status_code == 302
    assert administrator.get("/account/").status_code == 200
    told = Event.objects.get(verb="account.factor_reset")
    assert (told.actor_id, told.subject_id) == (cast.administrator.pk, person.pk)
    assert told.before == {"factors": ["recovery_codes", "totp"]}


@pytest.fixture
def required_of_service(settings: Settings) -> None:
    settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, second_factor_roles=("service",))


@pytest.mark.usefixtures("required_of_service")
def test_a_required_factor_is_set_up_before_any_other_page_opens(
    person: User, set_up_app: SetUp, at_work: Client
) -> None:
    for path in ("/", "/account/", "/account/tokens/", "/no/such/page/"):
        assert at_work.get(path)["Location"] == "/account/second-factor/", path
    assert "Your role needs a second factor." in at_work.get("/account/second-factor/").content.decode()
    part = at_work.get("/account/", headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Redirect"]) == (204, "/account/second-factor/")
    set_up_app()
    assert at_work.get("/account/").status_code == 200
    at_work.post("/account/second-factor/app/remove/")
    assert at_work.get("/account/")["Location"] == "/account/second-factor/"


@pytest.mark.usefixtures("required_of_service")
def test_other_roles_are_left_alone_by_the_duty_of_one(signed_in: SignIn) -> None:
    assert signed_in("sales").get("/account/").status_code == 200
    assert signed_in("service").get("/account/").status_code == 302
