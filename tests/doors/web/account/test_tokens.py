from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from idic.foundation.accounts.models import User
from idic.foundation.tokens.models import ApiToken
from idic.foundation.tokens.operations.tokens import create_token

SignIn = Callable[[str], Client]
GIVEN = {"name": "Till", "last_day": "2099-12-31", "scopes": ["customer.see"]}


def text_on(page: str) -> str:
    found = re.search(r'id="token-text">([^<]+)<', page)
    assert found is not None
    return found[1]


def ask(text: str) -> Any:
    return Client().get("/account/tokens/check/", headers={"Authorization": f"Bearer {text}"})


def test_a_token_is_shown_once_and_works(cast: Any, signed_in: SignIn) -> None:
    client = signed_in("sales")
    made = client.post("/account/tokens/", GIVEN)
    text = text_on(made.content.decode())
    assert text not in client.get("/account/tokens/").content.decode()
    assert "no-store" in made["Cache-Control"]
    answer = ask(text)
    assert (answer.status_code, answer.json()) == (200, {"user": "sales@example.com", "scopes": ["customer.see"]})


def test_what_was_typed_is_carried_out_after_the_password_was_confirmed(cast: Any, signed_in: SignIn) -> None:
    cast.sales.set_password("harbour-lantern-42")
    cast.sales.save()
    client = signed_in("sales")
    asked = client.post("/account/tokens/", GIVEN)
    assert asked["Location"] == "/account/confirm/?next=%2Faccount%2Ftokens%2F"
    assert not ApiToken.objects.exists()
    made = client.post(asked["Location"], {"password": "harbour-lantern-42", "next": "/account/tokens/"})
    assert ask(text_on(made.content.decode())).status_code == 200


def test_a_token_is_no_session(signed_in: SignIn) -> None:
    text = text_on(signed_in("sales").post("/account/tokens/", GIVEN).content.decode())
    assert Client().get("/account/", headers={"Authorization": f"Bearer {text}"}).status_code == 302


@pytest.mark.parametrize(
    ("state", "code"),
    [("revoked", "token_revoked"), ("shut out", "token_of_inactive_user"), ("typed", "token_unknown")],
)
def test_a_token_that_no_longer_counts_is_answered_with_a_clear_problem(
    cast: Any, signed_in: SignIn, state: str, code: str
) -> None:
    client = signed_in("sales")
    text = text_on(client.post("/account/tokens/", GIVEN).content.decode())
    if state == "revoked":
        assert client.post(f"/account/tokens/{ApiToken.objects.get().pk}/revoke/").status_code == 302
    elif state == "shut out":
        User.objects.filter(pk=cast.sales.pk).update(is_active=False)
    else:
        text = text[:-1]
    answer = ask(text)
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    problem = answer.json()
    assert (problem["status"], problem["code"], problem["title"]) == (401, code, "Unauthorized")
    assert problem["detail"].endswith(".")
    assert text not in answer.content.decode()


def test_no_token_at_all_is_answered_with_the_way_to_send_one() -> None:
    answer = Client().get("/account/tokens/check/")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert "Authorization: Bearer" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"last_day": "2020-01-01"}, "Choose a later day."),
        ({"last_day": "31/12/2099"}, "Enter a valid date."),
        ({"scopes": []}, "Choose at least one thing"),
        ({"scopes": ["user.manage"]}, "user.manage is not one of the available choices."),
        ({"name": " "}, "This field is required."),
    ],
)
def test_a_token_that_cannot_be_made_keeps_what_was_typed(
    signed_in: SignIn, given: dict[str, Any], sentence: str
) -> None:
    answer = signed_in("sales").post("/account/tokens/", GIVEN | given)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_the_list_costs_the_same_for_one_token_and_for_many(
    cast: Any, signed_in: SignIn, django_assert_num_queries: Any
) -> None:
    client = signed_in("sales")
    create_token(name="First", scopes=["customer.see"], expires_at=None, by=cast.sales)
    client.get("/account/tokens/")
    with django_assert_num_queries(3):
        client.get("/account/tokens/")
    for number in range(40):
        create_token(name=f"Till {number}", scopes=["customer.see"], expires_at=None, by=cast.sales)
    with django_assert_num_queries(3):
        client.get("/account/tokens/")
