from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.queries.marks import MARKS
from idic.doors.web.lists import searched
from idic.doors.web.lists.searched import Hits, hits_of
from idic.doors.web.lists.written import Texts, written_out
from idic.foundation.accounts.models import Team
from idic.foundation.nouns.registry import noun_of
from idic.foundation.nouns.search import TextSearch
from idic.foundation.paging.keyset import BoundedCount, Order, Start

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of five among few rows: the bounds are what a million rows would need, made small."""
    for name, value in (("PAGE_SIZE", 5), ("COUNT_LIMIT", 12), ("_ORDERED", 16), ("_WALKED", 20)):
        monkeypatch.setattr(searched, name, value)


def pages(order: Order, *, word: str) -> Iterator[Hits]:
    start = None
    while True:
        hits = hits_of(Team.objects.all, lambda: Team.objects.filter(name__contains=word), order, start)
        yield hits
        if not hits.has_next:
            return
        last = Team.objects.get(pk=hits.pks[-1])
        start = Start(False, last.pk if order.field == "pk" else last.name, last.pk)


# everywhere, nowhere, only at the end of the list, few, and so many that they are not counted
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    hits=st.sets(st.integers(0, 119), max_size=80) | st.just(set(range(100, 120))) | st.just(set(range(120))),
    field=st.sampled_from(["name", "pk"]), descending=st.booleans(),
)  # fmt: skip
def test_every_hit_stands_once_and_in_order(small: None, hits: set[int], field: str, descending: bool) -> None:
    Team.objects.all().delete()
    Team.objects.bulk_create(Team(name=f"{n * 37 % 120:03} {'tea' if n in hits else 'rice'}") for n in range(120))
    order = Order(field, descending)
    found = Team.objects.filter(name__contains="tea").order_by(f"{'-' if descending else ''}{field}")
    expected = list(found.values_list("pk", flat=True))
    read = list(pages(order, word="tea"))
    assert [pk for page in read for pk in page.pks] == expected
    assert all(page.count.is_more == (len(expected) > 12) for page in read)
    assert all(page.count.value == min(len(expected), 12) for page in read)
    if len(read) > 1:
        last = Team.objects.get(pk=read[-1].pks[0])
        back = Start(True, last.pk if field == "pk" else last.name, last.pk)
        before = hits_of(Team.objects.all, lambda: Team.objects.filter(name__contains="tea"), order, back)
        assert (list(before.pks), before.has_next) == (list(read[-2].pks), True)


def test_few_that_were_taken_for_many_are_counted(small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searched, "_COMMON", 0)
    Team.objects.bulk_create(Team(name=f"{n:03} {'tea' if n > 56 else 'rice'}") for n in range(60))
    (hits,) = pages(Order("name"), word="tea")
    assert (hits.count.value, hits.count.is_more, len(hits.pks)) == (3, False, 3)


NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


# lately, long ago, everywhere, nowhere; `_COMMON` decides whether the database takes the words for frequent
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    days=st.lists(st.integers(0, 400), max_size=40) | st.just([0, 1, 2, 3] * 8) | st.just([380, 390, 400] * 6),
    descending=st.booleans(), common=st.sampled_from([0, 10_000]),
)  # fmt: skip
def test_places_that_the_index_knows_give_every_hit_once_and_in_order(
    small: None, monkeypatch: pytest.MonkeyPatch, days: list[int], descending: bool, common: int
) -> None:
    monkeypatch.setattr(searched, "_COMMON", common)
    Case.objects.all().delete()
    texts = [(day, "tea") for day in days] + [(day * 9, "rice") for day in range(40)]
    Case.objects.bulk_create(
        Case(
            title=text, search_keys=[text], mode="phone", purpose="complain", received_at=NOON,
            last_message_at=NOON - timedelta(days=day),
        )
        for day, text in texts
    )  # fmt: skip
    order, visible = Order("last_message_at", descending), Case.objects.filter(deleted_at__isnull=True)
    inside, sign = visible.filter(search_keys__contains=["tea"]), "-" if descending else ""
    expected = list(inside.order_by(f"{sign}last_message_at", f"{sign}pk").values_list("pk", flat=True))
    read, start, back = [], None, None
    while not read or read[-1].has_next:
        read.append(hits_of(lambda: visible, lambda: inside, order, start, marks=MARKS))
        counted = (min(len(expected), 12), len(expected) > 12)
        # what fills a page and is taken for frequent is not counted
        taken_for_many = (12, True) if common == 0 and len(read[-1].pks) == 5 else counted
        assert (read[-1].count.value, read[-1].count.is_more) in (counted, taken_for_many)
        if read[-1].pks:
            first, last = (Case.objects.get(pk=read[-1].pks[at]) for at in (0, -1))
            back = Start(True, first.last_message_at.isoformat(), first.pk)
            start = Start(False, last.last_message_at.isoformat(), last.pk)
    assert [pk for page in read for pk in page.pks] == expected
    if len(read) > 1:
        assert list(hits_of(lambda: visible, lambda: inside, order, back, marks=MARKS).pks) == list(read[-2].pks)


@pytest.mark.parametrize(
    ("noun", "place", "typed"), [("case", "last_message_at", "rice cooker"), ("task", "pk", "50%_x")]
)
def test_a_statement_that_was_composed_for_another_text_is_the_one_of_this(noun: str, place: str, typed: str) -> None:
    """Or else it tells that it cannot be composed, as where the text goes into a pattern."""
    found, order = noun_of(noun), Order(place)
    search, rows = found.search, found.model._default_manager.all
    assert isinstance(search, TextSearch)
    texts = Texts(lambda *marked: search.narrow(rows(), *marked), search.read("other") or (), order, search.marks)
    values = search.read(typed)
    assert values is not None
    made, expected = texts.written(values), written_out(search.narrow(rows(), *values), order, search.marks)
    assert expected is not None
    assert (made is None) == (noun == "task")
    if made is not None:
        assert (made.everything[0], list(made.everything[1])) == (expected.everything[0], list(expected.everything[1]))
        assert (made.near is None) == (expected.near is None)
    if made is not None and made.near is not None and expected.near is not None:
        assert [list(map(str, one)) for one in made.near([7, 8])] == [
            list(map(str, one)) for one in expected.near([7, 8])
        ]


def said_in(days: list[int]) -> tuple[Any, Any]:
    Case.objects.bulk_create(
        Case(
            title="tea", search_keys=["tea"], mode="phone", purpose="complain", received_at=NOON,
            last_message_at=NOON - timedelta(days=day),
        )
        for day in days
    )  # fmt: skip
    visible = Case.objects.filter(deleted_at__isnull=True)
    return visible, visible.filter(search_keys__contains=["tea"])


LATEST = Order("last_message_at", descending=True)


def test_more_than_are_counted_are_not_counted_again(small: None, django_assert_num_queries: Any) -> None:
    visible, inside = said_in([0] * 8 + [100] * 12)
    first = hits_of(lambda: visible, lambda: inside, LATEST, None, marks=MARKS)
    assert (first.count.value, first.count.is_more, len(first.pks)) == (12, True, 5)
    # how many the database expects, where the list begins, and the page
    with django_assert_num_queries(3):
        again = hits_of(lambda: visible, lambda: inside, LATEST, None, marks=MARKS, known=first.count)
    assert again == first


@pytest.mark.parametrize(("near", "told"), [(6, 5), (9, 5), (10, 10), (24, 10), (25, 25), (130, 100)])
def test_of_many_rows_a_full_page_says_how_many_there_are_at_least(
    small: None, monkeypatch: pytest.MonkeyPatch, near: int, told: int
) -> None:
    monkeypatch.setattr(searched, "_FEW", -2)
    visible, inside = said_in([0] * near + [100] * 3)
    found = hits_of(lambda: visible, lambda: inside, LATEST, None, marks=MARKS)
    assert (found.count.value, found.count.is_more, len(found.pks), found.has_next) == (told, True, 5, True)
    inside = inside.filter(last_message_at__lt=NOON - timedelta(days=50))
    assert hits_of(lambda: visible, lambda: inside, LATEST, None, marks=MARKS).count == BoundedCount(3, False)
