from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from idic.foundation.accounts.models import Team, User
from idic.foundation.events.models import Event

SignIn = Callable[[str], Client]
PASSWORD = "harbour-lantern-42"


def test_a_new_user_can_sign_in_with_the_first_password(signed_in: SignIn) -> None:
    team = Team.objects.get(name="Sales north")
    given = {
        "email": "Malee@Example.com",
        "display_name": "Malee",
        "role": "sales",
        "team": team.pk,
        "password": PASSWORD,
    }
    assert signed_in("administrator").post("/users/new/", given).status_code == 302
    user = User.objects.get(email="malee@example.com")
    assert (user.role, user.team_id, user.check_password(PASSWORD)) == ("sales", team.pk, True)
    assert Event.objects.filter(verb="user.created", subject_id=user.pk).exists()


def test_a_taken_address_or_a_weak_password_is_refused_with_everything_else_kept(signed_in: SignIn) -> None:
    given = {"email": "manager@example.com", "display_name": "Second", "role": "sales", "password": PASSWORD}
    answer = signed_in("administrator").post("/users/new/", given)
    assert answer.status_code == 422
    assert "Another user already signs in with this e-mail address." in answer.content.decode()
    assert 'value="Second"' in answer.content.decode()
    answer = signed_in("administrator").post("/users/new/", {**given, "email": "new@example.com", "password": "short"})
    assert answer.status_code == 422
    assert not User.objects.filter(email="new@example.com").exists()


def test_the_last_administrator_cannot_be_demoted_or_shut_out(cast: Any, signed_in: SignIn) -> None:
    answer = signed_in("administrator").post(
        f"/users/{cast.administrator.pk}/", {"display_name": "Administrator", "role": "manager", "is_active": "on"}
    )
    assert answer.status_code == 422
    assert "This is the last active administrator." in answer.content.decode()
    cast.administrator.refresh_from_db()
    assert cast.administrator.role == "administrator"


def test_a_new_password_ends_the_sessions_of_that_user_and_an_empty_one_changes_nothing(
    cast: Any, signed_in: SignIn
) -> None:
    sales, administrator = signed_in("sales"), signed_in("administrator")
    same = {"display_name": "Sales", "role": "sales", "team": cast.sales.team_id, "is_active": "on"}
    administrator.post(f"/users/{cast.sales.pk}/", same)
    assert sales.get("/account/").status_code == 200
    administrator.post(f"/users/{cast.sales.pk}/", {**same, "password": PASSWORD})
    assert sales.get("/account/").status_code == 302
    told = Event.objects.filter(verb="user.changed", subject_id=cast.sales.pk).latest("pk")
    assert told.after == {"password_set": True}


def test_a_team_is_made_once(signed_in: SignIn) -> None:
    client = signed_in("administrator")
    for _time in range(2):
        assert client.post("/users/teams/", {"name": " Counter "}).status_code == 302
    assert Team.objects.filter(name="Counter").count() == 1


def test_the_table_of_roles_names_every_right(signed_in: SignIn) -> None:
    page = signed_in("administrator").get("/users/roles/").content.decode()
    assert "Read the audit trail" in page
