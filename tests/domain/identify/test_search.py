"""Which customers a typed text finds, and in which order, where many hold it and where few do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.identify.queries.search import search_customers
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.accounts.models import RoleDefinition, User
from idic.methods.normalise.names import name_key
from idic.methods.search_keys import Rank, text_for_index, tokens_for_index
from tests.conftest import Cast

pytestmark = pytest.mark.django_db

MakeMany = Callable[..., list[Customer]]


@pytest.fixture
def make_many() -> MakeMany:
    def make(names: Sequence[str], *, also: Sequence[str] = (), **values: object) -> list[Customer]:
        now = timezone.now()
        return Customer.objects.bulk_create(
            Customer(
                name=name, sort_name=name_key(name).replace(" ", ""), search_text=text_for_index([name, *also]),
                search_keys=tokens_for_index([name, *also]), created_at=now, updated_at=now, **values,
            )
            for name in names
        )  # fmt: skip

    return make


def _hits(user: object, text: str, *, limit: int = 6) -> list[tuple[str, Rank]]:
    assert isinstance(user, User)
    return [(one.customer.name, one.rank) for one in search_customers(user, text, limit=limit)]


def _statements(user: User, text: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        search_customers(user, text, limit=6)
    return len(captured)


@pytest.mark.parametrize(
    ("first", "others", "typed"),
    [
        ("John", "John {}smith", "john"),
        ("Mary Wu", "Mary Wu{}", "mary wu"),
        ("สมชาย", "สมชาย ใจดี{}", "สมชาย"),
        ("陳", "陈{}", "陳"),
    ],
)
def test_of_many_names_that_begin_with_a_text_the_equal_one_stands_first_and_one_query_finds_them(
    cast: Cast, make_many: MakeMany, first: str, others: str, typed: str
) -> None:
    letters = "abcdefghijklmnopqrst"
    make_many([first, *(others.format(one + two) for one in letters for two in letters[:12])])
    hits = _hits(cast.manager, typed)
    assert hits[0] == (first, Rank.EXACT)
    assert len(hits) == 6
    assert {rank for _name, rank in hits[1:]} == {Rank.PREFIX}
    assert _statements(cast.manager, typed) == 1  # type: ignore[arg-type]  # the cast holds users


def test_of_few_names_an_equal_nickname_stands_first(cast: Cast, make_many: MakeMany) -> None:
    make_many([f"Som {number}" for number in range(150)])
    make_many(["Anan Jaidee"], also=["Som"])
    assert _hits(cast.manager, "som")[0] == ("Anan Jaidee", Rank.EXACT)


def test_a_text_inside_names_is_found_though_no_name_begins_with_it(cast: Cast, make_many: MakeMany) -> None:
    make_many([f"John {number}" for number in range(210)])
    make_many(["Anan Johnson", "Emma Upjohn"])
    assert _hits(cast.manager, "johnson") == [("Anan Johnson", Rank.WORD_START)]
    assert _hits(cast.manager, "pjohn") == [("Emma Upjohn", Rank.INSIDE)]


def test_more_hits_than_begin_with_the_text_and_can_be_seen_are_filled_up(cast: Cast, make_many: MakeMany) -> None:
    make_many([f"John {number}" for number in range(210)], team=cast.service.team)  # type: ignore[attr-defined]
    make_many(["John Free", "Anan Johnson"])
    assert _hits(cast.sales, "john") == [("John Free", Rank.PREFIX), ("Anan Johnson", Rank.WORD_START)]


def test_neither_another_teams_nor_a_merged_customer_is_found(cast: Cast, make_many: MakeMany) -> None:
    (kept,) = make_many(["Kept Person"])
    make_many([f"John {number}" for number in range(210)], team=cast.service.team)  # type: ignore[attr-defined]
    make_many([f"John {number}" for number in range(210)], merged_into=kept)
    assert _hits(cast.sales, "john") == []
    assert len(_hits(cast.manager, "john", limit=300)) == 200


def test_each_reach_has_its_own_statement(cast: Cast, make_many: MakeMany) -> None:
    make_many([f"John Service{number}" for number in range(210)], team=cast.service.team)  # type: ignore[attr-defined]
    make_many([f"John Sales{number}" for number in range(210)], team=cast.sales.team)  # type: ignore[attr-defined]
    make_many(["John Own"], owner=cast.service, team=cast.service.team)  # type: ignore[attr-defined]
    for _again in range(2):
        assert {name[:10] for name, _rank in _hits(cast.sales, "john")} == {"John Sales"}
        assert {name[:10] for name, _rank in _hits(cast.sales_colleague, "john")} == {"John Sales"}
        assert _hits(cast.manager, "johnown") == [("John Own", Rank.EXACT)]
        assert _hits(cast.sales, "johnown") == []


def test_a_role_that_may_see_no_customers_is_refused(cast: Cast) -> None:
    RoleDefinition.objects.filter(code="analyst").update(grants={"customer.see": "none"})
    analyst = User.objects.get(pk=cast.analyst.pk)  # type: ignore[attr-defined]
    with pytest.raises(NotAllowed):
        search_customers(analyst, "john")


def test_a_new_name_is_found_at_once(cast: Cast, make_many: MakeMany) -> None:
    make_many([f"John {number}" for number in range(210)])
    assert _hits(cast.manager, "john")[0] == ("John 0", Rank.PREFIX)
    make_many(["John"])
    assert _hits(cast.manager, "john")[0] == ("John", Rank.EXACT)


@pytest.mark.parametrize(
    "typed", ["\U0010ffff", "'", "%", "\\", "j\x01", "\x01from", "\x01token0", "a" * 500, "ก" * 300]
)
def test_any_text_is_asked_for_safely(cast: Cast, make_many: MakeMany, typed: str) -> None:
    make_many(["John"])
    _hits(cast.manager, typed)
