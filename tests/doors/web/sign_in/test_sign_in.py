from __future__ import annotations

import pytest
from django.test import Client

from idic.foundation.accounts.models import User
from tests.doors.web.sign_in.conftest import PASSWORD


def sign_in(client: Client, password: str, email: str = "malee@example.com") -> tuple[int, str]:
    answer = client.post("/sign-in/", {"login": email, "password": password})
    return answer.status_code, answer.content.decode()


def test_the_right_password_opens_the_door(person: User) -> None:
    client = Client()
    assert sign_in(client, PASSWORD)[0] == 302
    assert client.session["_auth_user_id"] == str(person.pk)


def test_capitals_in_the_address_do_not_matter(person: User) -> None:
    assert sign_in(Client(), PASSWORD, "Malee@Example.com")[0] == 302


def test_the_sixth_wrong_password_within_five_minutes_is_refused_and_so_is_the_right_one_then(person: User) -> None:
    client = Client()
    for _attempt in range(5):
        status, page = sign_in(client, "wrong-password-1")
        assert status == 200
        assert "The e-mail address or the password is wrong." in page
    for password in ("wrong-password-1", PASSWORD):
        status, page = sign_in(client, password)
        assert status == 200
        assert "Too many wrong passwords. Wait five minutes, then try again." in page
    assert "_auth_user_id" not in client.session


def test_wrong_passwords_for_one_address_do_not_shut_out_another(person: User) -> None:
    client = Client()
    for _attempt in range(6):
        sign_in(client, "wrong-password-1", "nobody@example.com")
    assert sign_in(client, PASSWORD)[0] == 302


@pytest.mark.parametrize("state", ["wrong password", "no such address", "shut out"])
def test_every_refusal_reads_the_same(person: User, state: str) -> None:
    User.objects.filter(pk=person.pk).update(is_active=state != "shut out")
    email = "nobody@example.com" if state == "no such address" else person.email
    client = Client()
    status, page = sign_in(client, PASSWORD if state == "shut out" else "wrong-password-1", email)
    assert status == 200
    assert "The e-mail address or the password is wrong." in page
    assert "_auth_user_id" not in client.session


def test_a_user_who_is_shut_out_loses_the_open_session(person: User) -> None:
    client = Client()
    sign_in(client, PASSWORD)
    assert client.get("/account/").status_code == 200
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get("/account/").status_code == 302


def test_signed_out_people_are_sent_to_sign_in_and_back(person: User) -> None:
    client = Client()
    answer = client.get("/account/")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/account/")
    answer = client.post("/sign-in/?next=/account/", {"login": person.email, "password": PASSWORD, "next": "/account/"})
    assert answer["Location"] == "/account/"


def test_signing_in_never_leads_to_another_site(person: User) -> None:
    answer = Client().post(
        "/sign-in/", {"login": person.email, "password": PASSWORD, "next": "https://elsewhere.example/"}
    )
    assert not answer["Location"].startswith("https://elsewhere.example")


def test_signing_out_takes_a_post(person: User) -> None:
    client = Client()
    sign_in(client, PASSWORD)
    client.get("/sign-out/")
    assert "_auth_user_id" in client.session
    answer = client.post("/sign-out/")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/")
    assert "_auth_user_id" not in client.session
