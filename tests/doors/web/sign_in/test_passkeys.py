from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from idic.foundation.accounts.models import User
from idic.foundation.events.models import Event
from tests.doors.web.sign_in.conftest import EMAIL, PASSWORD
from tests.doors.web.sign_in.software_key import UP, SoftwareKey

HOST = {"headers": {"host": "localhost"}}
ORIGIN = "http://localhost"


def options_on(page: str) -> dict[str, Any]:
    found = re.search(r'data-passkey-options="([^"]+)"', page)
    assert found is not None
    return dict(json.loads(html.unescape(found[1])))


def challenge(client: Client) -> dict[str, Any]:
    answer = client.get("/sign-in/passkey/", headers={"host": "localhost", "X-Requested-With": "XMLHttpRequest"})
    assert answer.status_code == 200
    return dict(answer.json()["request_options"])


@pytest.fixture
def passkey(at_work: Client) -> SoftwareKey:
    key = SoftwareKey(ORIGIN)
    options = options_on(at_work.get("/account/passkeys/new/", **HOST).content.decode())
    given = {"name": "My telephone", "credential": key.create(options)}
    answer = at_work.post("/account/passkeys/new/", given, **HOST)
    assert (answer.status_code, answer["Location"]) == (302, "/account/second-factor/codes/")
    return key


def test_a_passkey_alone_opens_the_door(person: User, passkey: SoftwareKey) -> None:
    client = Client()
    answer = client.post("/sign-in/passkey/", {"credential": passkey.get(challenge(client))}, **HOST)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert Event.objects.get(verb="account.factor_added").after == {"factor": "passkey", "name": "My telephone"}


def test_the_sign_in_with_a_passkey_leads_where_the_person_was_going(passkey: SoftwareKey) -> None:
    client = Client()
    given = {"credential": passkey.get(challenge(client)), "next": "/account/tokens/"}
    assert client.post("/sign-in/passkey/", given, **HOST)["Location"] == "/account/tokens/"
    elsewhere = Client()
    given = {"credential": passkey.get(challenge(elsewhere)), "next": "https://elsewhere.example/"}
    assert elsewhere.post("/sign-in/passkey/", given, **HOST)["Location"] == "/"


def test_a_passkey_is_the_second_factor_after_a_password(passkey: SoftwareKey) -> None:
    client = Client()
    assert client.post("/sign-in/", {"login": EMAIL, "password": PASSWORD}, **HOST)["Location"] == "/sign-in/code/"
    options = options_on(client.get("/sign-in/code/", **HOST).content.decode())
    assert client.post("/sign-in/code/", {"credential": passkey.get(options)}, **HOST).status_code == 302
    assert "_auth_user_id" in client.session


def test_a_passkey_confirms_that_it_is_its_owner(passkey: SoftwareKey) -> None:
    client = Client()
    client.post("/sign-in/passkey/", {"credential": passkey.get(challenge(client))}, **HOST)
    options = options_on(
        client.get("/account/confirm/passkey/?next=/account/second-factor/app/", **HOST).content.decode()
    )
    given = {"credential": passkey.get(options), "next": "/account/second-factor/app/"}
    answer = client.post("/account/confirm/passkey/", given, **HOST)
    assert answer["Location"] == "/account/second-factor/app/"
    assert client.get("/account/second-factor/app/", **HOST).status_code == 200


def test_an_answer_to_an_earlier_challenge_opens_nothing(passkey: SoftwareKey) -> None:
    client = Client()
    old = passkey.get(challenge(client))
    challenge(client)
    assert client.post("/sign-in/passkey/", {"credential": old}, **HOST)["Location"] == "/sign-in/"
    assert "_auth_user_id" not in client.session


def test_a_passkey_without_finger_face_or_pin_opens_nothing_alone(passkey: SoftwareKey) -> None:
    client = Client()
    given = {"credential": passkey.get(challenge(client), flags=UP)}
    assert client.post("/sign-in/passkey/", given, **HOST)["Location"] == "/sign-in/"
    assert "_auth_user_id" not in client.session


def test_a_passkey_that_another_site_asked_for_opens_nothing(passkey: SoftwareKey) -> None:
    passkey.origin = "https://elsewhere.example"
    client = Client()
    client.post("/sign-in/passkey/", {"credential": passkey.get(challenge(client))}, **HOST)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "given", ["", "{", "[]", "{}", "7", '{"id": "x"}', '{"id":"x","rawId":"x","type":"public-key"}']
)
def test_a_broken_answer_is_refused_in_words(person: User, given: str) -> None:
    client = Client()
    challenge(client)
    answer = client.post("/sign-in/passkey/", {"credential": given}, **HOST, follow=True)
    assert answer.status_code == 200
    assert "This passkey was not accepted." in answer.content.decode()


@pytest.mark.parametrize("given", ["", "{", "[]", "{}", "7"])
def test_a_broken_new_passkey_is_refused_and_the_name_kept(at_work: Client, given: str) -> None:
    answer = at_work.post("/account/passkeys/new/", {"name": "Key ring", "credential": given}, **HOST)
    assert answer.status_code == 422
    assert 'value="Key ring"' in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_who_was_shut_out_is_refused_with_the_right_passkey(person: User, passkey: SoftwareKey) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)
    client = Client()
    answer = client.post("/sign-in/passkey/", {"credential": passkey.get(challenge(client))}, **HOST)
    assert answer["Location"] == "/sign-in/"
    assert "_auth_user_id" not in client.session


def test_a_removed_passkey_opens_nothing(person: User, at_work: Client, passkey: SoftwareKey) -> None:
    held = Authenticator.objects.get(user=person, type="webauthn")
    assert at_work.post(f"/account/passkeys/{held.pk}/remove/").status_code == 302
    client = Client()
    client.post("/sign-in/passkey/", {"credential": passkey.get(challenge(client))}, **HOST)
    assert "_auth_user_id" not in client.session
    assert Event.objects.get(verb="account.factor_removed").before == {"factor": "passkey", "name": "My telephone"}


def test_a_passkey_of_another_user_can_neither_be_renamed_nor_removed(
    person: User, passkey: SoftwareKey, signed_in: Callable[[str], Client]
) -> None:
    held = Authenticator.objects.get(user=person, type="webauthn")
    for act in ("rename", "remove"):
        assert signed_in("administrator").post(f"/account/passkeys/{held.pk}/{act}/", {"name": "x"}).status_code == 404
    held.refresh_from_db()
    assert held.data["name"] == "My telephone"


def test_a_passkey_gets_another_name(person: User, at_work: Client, passkey: SoftwareKey) -> None:
    held = Authenticator.objects.get(user=person, type="webauthn")
    at_work.post(f"/account/passkeys/{held.pk}/rename/", {"name": "Key ring"})
    assert "Key ring" in at_work.get("/account/passkeys/").content.decode()
