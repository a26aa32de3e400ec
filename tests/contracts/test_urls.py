from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from idic.foundation.events.models import Event
from tests.contracts.access_table import OTHER_TEAM, OWN_TEAM, ROLES, SIGN_IN, TABLE, Row
from tests.contracts.resolver import named_patterns
from tests.contracts.world import World

SignIn = Callable[[str], Client]


def number_of(world: World, name: str) -> int:
    thing = getattr(world, name)
    return thing.pk if isinstance(thing, models.Model) else thing


def address(world: World, name: str, names: dict[str, str], query: str = "") -> str:
    parts = {part: number_of(world, thing) for part, thing in names.items()}
    url = reverse(name, kwargs=parts)
    if query:
        part, thing = query.split("=")
        url = f"{url}?{part}={number_of(world, thing)}"
    return url


def answer_of(client: Client, url: str, row: Row) -> int:
    """What one request changes is undone before the next."""
    with transaction.atomic():
        status = (client.post(url) if row.post else client.get(url)).status_code
        transaction.set_rollback(True)
    return status


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    known = {name for name, _pattern in named_patterns()}
    assert known - set(TABLE) == set(), "addresses without a row in access_table.py"
    assert set(TABLE) - known == set(), "rows whose address is gone"


@pytest.mark.parametrize("name", sorted(TABLE))
def test_each_role_gets_what_the_table_says(world: World, signed_in: SignIn, name: str) -> None:
    row = TABLE[name]
    url = address(world, name, row.names, row.query)
    expected = {role: row.ok if role in row.allowed else row.refused for role in ROLES} | row.differing
    answered = {role: answer_of(signed_in(role), url, row) for role in ROLES}
    assert {role: status for role, status in answered.items() if status != expected[role]} == {}


@pytest.mark.parametrize("name", sorted(name for name, row in TABLE.items() if not row.open))
def test_who_is_not_signed_in_is_sent_to_sign_in(world: World, name: str) -> None:
    row = TABLE[name]
    url = address(world, name, row.names, row.query)
    answer = Client().post(url) if row.post else Client().get(url)
    assert answer.status_code == SIGN_IN
    assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("name", sorted(name for name, row in TABLE.items() if row.post and name != "account_logout"))
def test_a_get_changes_nothing(world: World, signed_in: SignIn, name: str) -> None:
    row = TABLE[name]
    url = address(world, name, row.names, row.query)
    before = Event.objects.count()
    assert signed_in("administrator").get(url).status_code in (200, 302, 405)
    assert Event.objects.count() == before


@pytest.mark.parametrize("name", sorted(name for name, row in TABLE.items() if row.post and not row.open))
def test_a_post_without_the_token_of_the_form_is_refused(world: World, cast: object, name: str) -> None:
    row = TABLE[name]
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.administrator, backend="allauth.account.auth_backends.AuthenticationBackend")  # type: ignore[attr-defined]
    assert client.post(address(world, name, row.names, row.query)).status_code == 403


@pytest.mark.parametrize(("role", "name", "names"), OTHER_TEAM)
def test_what_belongs_to_another_team_is_not_there(
    world: World, signed_in: SignIn, role: str, name: str, names: dict[str, str]
) -> None:
    assert answer_of(signed_in(role), address(world, name, names), TABLE[name]) == 404


@pytest.mark.parametrize(("role", "name", "names"), OWN_TEAM)
def test_what_belongs_to_the_own_team_is_there(
    world: World, signed_in: SignIn, role: str, name: str, names: dict[str, str]
) -> None:
    assert answer_of(signed_in(role), address(world, name, names), TABLE[name]) == 200


@pytest.mark.parametrize(("name", "things"), [("purchases:list", ("1002",)), ("customers:list", ("Boonmee",))])
def test_a_list_holds_nothing_of_another_team(
    world: World, signed_in: SignIn, name: str, things: tuple[str, ...]
) -> None:
    shown = {role: signed_in(role).get(reverse(name)).content.decode() for role in ("manager", "sales")}
    for thing in things:
        assert thing in shown["manager"]
        assert thing not in shown["sales"]
