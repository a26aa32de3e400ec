from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from http.cookies import SimpleCookie
from itertools import groupby

import pytest
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from idic.foundation.events.models import Event
from tests.conftest import Cast, make_cast
from tests.contracts.access_table import OTHER_TEAM, OWN_TEAM, ROLES, SIGN_IN, TABLE, Row
from tests.contracts.resolver import named_patterns
from tests.contracts.world import World, make_world

SignIn = Callable[[str], Client]


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Cast, World]]:
    """Made once for all tests here, in a transaction around theirs: what one of them writes is undone after it."""
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        cast = make_cast()
        world = make_world(cast)
    yield cast, world
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def own(standing: tuple[Cast, World], db: None) -> tuple[Cast, World]:
    """Copies of the objects, together: a test may change them in memory."""
    return deepcopy(standing)


@pytest.fixture
def cast(own: tuple[Cast, World]) -> Cast:
    return own[0]


@pytest.fixture
def world(own: tuple[Cast, World]) -> World:
    return own[1]


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


def area_of(name: str) -> str:
    return re.split("[:_-]", name)[0]


def areas(names: Iterable[str]) -> list[tuple[str, ...]]:
    """The addresses of one area together: each role signs in once for all of them."""
    return [tuple(group) for _area, group in groupby(sorted(names, key=lambda one: (area_of(one), one)), key=area_of)]


def named_by_area(names: tuple[str, ...]) -> str:
    return area_of(names[0])


class Reader:
    """One person's browser, signed in anew for each request: an answer that is undone must not leave a cookie behind."""

    def __init__(self, client: Client) -> None:
        self._client, self._cookies = client, client.cookies.output(header="", sep=";")

    def answer(self, url: str, row: Row) -> int:
        self._client.cookies = SimpleCookie(self._cookies)
        return answer_of(self._client, url, row)


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


@pytest.mark.parametrize("names", areas(TABLE), ids=named_by_area)
def test_each_role_gets_what_the_table_says(world: World, signed_in: SignIn, names: tuple[str, ...]) -> None:
    readers = {role: Reader(signed_in(role)) for role in ROLES}
    wrong: dict[tuple[str, str], int] = {}
    for name in names:
        row = TABLE[name]
        url = address(world, name, row.names, row.query)
        expected = {role: row.ok if role in row.allowed else row.refused for role in ROLES} | row.differing
        answered = {role: readers[role].answer(url, row) for role in ROLES}
        wrong |= {(name, role): status for role, status in answered.items() if status != expected[role]}
    assert wrong == {}


@pytest.mark.parametrize("names", areas(name for name, row in TABLE.items() if not row.open), ids=named_by_area)
def test_who_is_not_signed_in_is_sent_to_sign_in(world: World, names: tuple[str, ...]) -> None:
    wrong = {}
    for name in names:
        row = TABLE[name]
        url = address(world, name, row.names, row.query)
        answer = Client().post(url) if row.post else Client().get(url)
        if answer.status_code != SIGN_IN or not answer["Location"].startswith("/sign-in/"):
            wrong[name] = answer.status_code
    assert wrong == {}


@pytest.mark.parametrize(
    "names", areas(name for name, row in TABLE.items() if row.post and name != "account_logout"), ids=named_by_area
)
def test_a_get_changes_nothing(world: World, signed_in: SignIn, names: tuple[str, ...]) -> None:
    before = Event.objects.count()
    client = signed_in("administrator")
    for name in names:
        row = TABLE[name]
        answer = client.get(address(world, name, row.names, row.query))
        assert answer.status_code in (200, 302, 405), name
        assert Event.objects.count() == before, name


@pytest.mark.parametrize(
    "names", areas(name for name, row in TABLE.items() if row.post and not row.open), ids=named_by_area
)
def test_a_post_without_the_token_of_the_form_is_refused(world: World, cast: object, names: tuple[str, ...]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.administrator, backend="allauth.account.auth_backends.AuthenticationBackend")  # type: ignore[attr-defined]
    for name in names:
        row = TABLE[name]
        assert client.post(address(world, name, row.names, row.query)).status_code == 403, name


@pytest.mark.parametrize(("rows", "status"), [(OTHER_TEAM, 404), (OWN_TEAM, 200)], ids=["other team", "own team"])
def test_a_record_is_there_for_its_own_team_only(
    world: World, signed_in: SignIn, rows: tuple[tuple[str, str, dict[str, str]], ...], status: int
) -> None:
    readers = {role: Reader(signed_in(role)) for role in {role for role, _name, _names in rows}}
    answered = {
        (role, name): readers[role].answer(address(world, name, names), TABLE[name]) for role, name, names in rows
    }
    assert {place: one for place, one in answered.items() if one != status} == {}


@pytest.mark.parametrize(("name", "things"), [("purchases:list", ("1002",)), ("customers:list", ("Boonmee",))])
def test_a_list_holds_nothing_of_another_team(
    world: World, signed_in: SignIn, name: str, things: tuple[str, ...]
) -> None:
    shown = {role: signed_in(role).get(reverse(name)).content.decode() for role in ("manager", "sales")}
    for thing in things:
        assert thing in shown["manager"]
        assert thing not in shown["sales"]
