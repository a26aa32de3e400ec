from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from idic.doors.web.lists import searched
from idic.doors.web.lists.searched import Hits, hits_of
from idic.foundation.accounts.models import Team
from idic.foundation.paging.keyset import Order, Start

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of five among few rows: the bounds are what a million rows would need, made small."""
    for name, value in (("PAGE_SIZE", 5), ("COUNT_LIMIT", 12), ("_ORDERED", 16), ("_WALKED", 20)):
        monkeypatch.setattr(searched, name, value)


def pages(order: Order, *, word: str) -> Iterator[Hits]:
    start = None
    while True:
        hits = hits_of(Team.objects.all(), Team.objects.filter(name__contains=word), order, start)
        yield hits
        if not hits.has_next:
            return
        last = Team.objects.get(pk=hits.pks[-1])
        start = Start(False, last.pk if order.field == "pk" else last.name, last.pk)


# everywhere, nowhere, only at the end of the list, few, and so many that they are not counted
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
        before = hits_of(Team.objects.all(), Team.objects.filter(name__contains="tea"), order, back)
        assert (list(before.pks), before.has_next) == (list(read[-2].pks), True)


def test_few_that_were_taken_for_many_are_counted(small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searched, "_COMMON", 0)
    Team.objects.bulk_create(Team(name=f"{n:03} {'tea' if n > 56 else 'rice'}") for n in range(60))
    (hits,) = pages(Order("name"), word="tea")
    assert (hits.count.value, hits.count.is_more, len(hits.pks)) == (3, False, 3)
