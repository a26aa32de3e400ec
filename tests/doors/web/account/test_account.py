from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from idic.foundation.events.models import Event

SignIn = Callable[[str], Client]
OLD, NEW = "harbour-lantern-42", "meadow-compass-77"


@pytest.fixture
def client_of_sales(cast: Any, signed_in: SignIn) -> Client:
    cast.sales.set_password(OLD)
    cast.sales.save()
    return signed_in("sales")


def test_name_and_ways_of_reading_are_kept(cast: Any, client_of_sales: Client) -> None:
    chosen = {"display_name": "Malee", "language": "th", "theme": "dark", "era": "buddhist"}
    assert client_of_sales.post("/account/", chosen).status_code == 302
    cast.sales.refresh_from_db()
    assert {name: getattr(cast.sales, name) for name in chosen} == chosen
    told = Event.objects.get(verb="user.changed", subject_id=cast.sales.pk)
    assert (told.actor_id, told.after) == (cast.sales.pk, {"display_name": "Malee"})


def test_nobody_can_give_himself_a_role(cast: Any, client_of_sales: Client) -> None:
    chosen = {"display_name": "Malee", "language": "en", "theme": "dark", "era": "common", "role": "administrator"}
    client_of_sales.post("/account/", chosen)
    cast.sales.refresh_from_db()
    assert cast.sales.role == "sales"


def test_a_new_password_keeps_this_session_and_ends_the_others(
    cast: Any, client_of_sales: Client, signed_in: SignIn
) -> None:
    elsewhere = signed_in("sales")
    given = {"old_password": OLD, "new_password": NEW, "repeated": NEW}
    assert client_of_sales.post("/account/password/", given).status_code == 302
    cast.sales.refresh_from_db()
    assert cast.sales.check_password(NEW)
    assert client_of_sales.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"old_password": "wrong", "new_password": NEW, "repeated": NEW}, "This is not your present password."),
        ({"old_password": OLD, "new_password": "short", "repeated": "short"}, "This password is too short."),
        ({"old_password": OLD, "new_password": NEW, "repeated": OLD}, "The two new passwords differ."),
    ],
)
def test_a_password_that_cannot_be_taken_changes_nothing(
    cast: Any, client_of_sales: Client, given: dict[str, str], sentence: str
) -> None:
    answer = client_of_sales.post("/account/password/", given)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    cast.sales.refresh_from_db()
    assert cast.sales.check_password(OLD)
