"""One truth: what a rule says of a customer is the same by index, in one pass, explained, and after an event."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from idic.domain.catalogue.models import Category, Product
from idic.domain.customize.models import Campaign, CampaignContact, Redemption
from idic.domain.differentiate.behaviour.compiling import Together
from idic.domain.differentiate.behaviour.happenings import deeds
from idic.domain.differentiate.behaviour.kinds import behaviour_kinds
from idic.domain.differentiate.compiling import asked_of_all, asked_of_each, base, read_rule, segment_fields
from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.queries.segments import explain_membership
from idic.domain.identify.models import Customer, Source, SourceRecord
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.sales.models import Purchase, PurchaseLine
from idic.domain.work.drafts import TaskDraft
from idic.domain.work.operations.completion import complete_task
from idic.domain.work.operations.create import create_task
from idic.domain.work.times import Times
from idic.foundation.nouns.compiling import condition
from idic.foundation.nouns.errors import PredicateRefused
from tests.conftest import Cast

AS_OF = date(2026, 11, 22)


@pytest.fixture
def shop(db: None) -> Source:
    return ensure_source(code="shop", name="Shop", by=None)


@pytest.fixture
def world(cast: Cast, make_customer: Callable[..., Any], shop: Source) -> list[Customer]:
    """Nine customers with purchases of tea and rice by lot, one of whom never bought."""
    chance = random.Random(5)
    goods = Category.objects.create(name="Goods", path="Goods")
    tea = Category.objects.create(name="Tea", path="Goods / Tea", parent=goods, depth=1)
    green = Category.objects.create(name="Green", path="Goods / Tea / Green", parent=tea, depth=2)
    rice = Category.objects.create(name="Rice", path="Goods / Rice", parent=goods, depth=1)
    products = [
        Product.objects.create(code=one.name, name=one.name, category=one, created_at=timezone.now())
        for one in (tea, green, rice)
    ]
    products.append(Product.objects.create(code="loose", name="", created_at=timezone.now()))
    people = [make_customer(given_name=f"P{place}", family_name="One") for place in range(9)]
    for place, person in enumerate(people[:-1]):
        for turn in range(place):
            at = datetime(2026, 11, 22, 12, tzinfo=UTC) - timedelta(days=chance.choice((0, 1, 29, 30, 31, 90, 400)))
            kind = chance.choice(("sale", "sale", "sale", "return"))
            sign = 1 if kind == "sale" else -1
            bought = Purchase.objects.create(
                source=shop, key=f"{place}-{turn}", customer=person, at=at, kind=kind,
                currency=chance.choice(("THB", "THB", "USD")), place=chance.choice(("", "Trat", "Rayong")),
                channel=chance.choice(("app", "shop")), payment_kind="cash",
            )  # fmt: skip
            total = Decimal(0)
            for number in range(chance.randint(1, 3)):
                amount = sign * Decimal(chance.randint(0, 40))
                PurchaseLine.objects.create(
                    purchase=bought, key=str(number), product=chance.choice(products), quantity=1, unit_price=amount,
                    amount=amount,
                )  # fmt: skip
                total += amount
            Purchase.objects.filter(pk=bought.pk).update(total=total, line_count=number + 1)
    return people


def _bought(op: str = "ge", value: Any = 1, measure: str = "times", **more: Any) -> dict[str, Any]:
    return {"behaviour": "purchase", "measure": measure, "op": op, "value": value, **more}


def _category(name: str) -> str:
    return str(Category.objects.get(name=name).pk)


def _by_database(stored: dict[str, Any], *, together: bool) -> dict[int, bool | None]:
    all_at_once = Together(AS_OF)
    asked = asked_of_all(all_at_once) if together else asked_of_each(AS_OF)
    fields = segment_fields()
    where, values = condition(read_rule(stored, fields), fields, as_of=AS_OF, asked=asked)
    with connection.cursor() as cursor:
        cursor.execute(
            f"{all_at_once.beginning}SELECT c.id, ({where}) {base(all_at_once.joined)}", [*all_at_once.values, *values]
        )
        return dict(cursor.fetchall())


def _explained(stored: dict[str, Any], people: list[Customer]) -> dict[int, bool | None]:
    return {one.pk: explain_membership(Segment(predicate=stored), one.pk, as_of=AS_OF).outcome for one in people}


def _asked() -> list[dict[str, Any]]:
    windows: list[dict[str, Any]] = [
        {}, {"window": {"last_days": 30}}, {"window": {"last_days": 0}},
        {"window": {"since": "2026-10-22", "until": "2026-11-21"}}, {"window": {"until": "2026-01-01"}},
    ]  # fmt: skip
    found = []
    for within in windows:
        for where in ({}, {"category": [_category("Tea")]}, {"place": ["Trat", "Rayong"]},
                      {"category": [_category("Rice")], "channel": ["app"]}):  # fmt: skip
            more = within | ({"where": where} if where else {})
            found += [
                _bought("ge", 2, **more), _bought("eq", 0, **more), _bought("between", [1, 3], **more),
                _bought("ge", 30, "amount", **more), _bought("lt", 0, "amount", **more),
                _bought("in_last_days", 31, "last", **more), _bought("not_in_last_days", 29, "first", **more),
                {"behaviour": "purchase", "measure": "first", "op": "is_known", **more},
            ]  # fmt: skip
    return found


def test_by_index_in_one_pass_and_explained_a_rule_says_the_same(world: list[Customer]) -> None:
    seen = set()
    for stored in _asked():
        by_index = _by_database(stored, together=False)
        assert by_index == _by_database(stored, together=True), stored
        assert by_index == _explained(stored, world), stored
        seen |= set(by_index.values())
    assert seen == {True, False, None}


def test_a_category_stands_for_all_below_it(world: list[Customer]) -> None:
    whole = _by_database(_bought(where={"category": [_category("Goods")]}), together=True)
    tea = _by_database(_bought(where={"category": [_category("Tea")]}), together=True)
    green = _by_database(_bought(where={"category": [_category("Green")]}), together=True)
    assert {pk for pk, is_in in green.items() if is_in} <= {pk for pk, is_in in tea.items() if is_in}
    assert {pk for pk, is_in in tea.items() if is_in} <= {pk for pk, is_in in whole.items() if is_in}


def test_who_never_bought_is_in_never_and_not_in_last_purchase_before(world: list[Customer]) -> None:
    never = _by_database(_bought("eq", 0), together=True)
    long_ago = _by_database(_bought("not_in_last_days", 30, "last"), together=True)
    nobody = world[-1].pk
    assert never[nobody] is True
    assert long_ago[nobody] is None


def test_the_deeds_that_count_are_named(world: list[Customer]) -> None:
    rule = read_rule(_bought("ge", 1, where={"category": [_category("Tea")]}, window={"last_days": 30}))
    by_index = _by_database(
        _bought("ge", 1, where={"category": [_category("Tea")]}, window={"last_days": 30}), together=False
    )
    for person in world:
        shown, count = deeds(rule, person.pk, as_of=AS_OF, limit=50)  # type: ignore[arg-type]  # a single condition
        assert bool(count) is bool(by_index[person.pk])
        assert len(shown) == count
        assert all(AS_OF - timedelta(days=30) <= one.day <= AS_OF and one.told for one in shown)


def test_tasks_campaigns_and_coupons_can_be_asked_for(
    cast: Cast, make_customer: Callable[..., Any], shop: Source
) -> None:
    one, other = (make_customer(given_name=name, family_name="One") for name in ("A", "B"))
    call = create_task(
        TaskDraft("Call", times=Times(due_on=AS_OF), customer=one, owner=cast.administrator), by=cast.administrator
    )
    complete_task(call, by=cast.administrator, version=call.version)
    campaign = Campaign.objects.create(code="tea", name="Tea", starts_on=AS_OF - timedelta(days=3), ends_on=AS_OF)
    record = SourceRecord.objects.filter(customer=other).first()
    assert record is not None
    CampaignContact.objects.create(campaign=campaign, record=record, customer=other)
    Redemption.objects.create(campaign=campaign, record=record, customer=other, coupon="T", on=AS_OF)
    asked = {
        "contact": {"state": ["done"]}, "campaign": {"campaign": [str(campaign.pk)]},
        "redemption": {"campaign": [str(campaign.pk)]},
    }  # fmt: skip
    for kind, where in asked.items():
        stored = {"behaviour": kind, "measure": "times", "op": "ge", "value": 1, "where": where}
        for together in (False, True):
            found = _by_database(stored, together=together)
            assert (found[one.pk], found[other.pk]) == ((True, False) if kind == "contact" else (False, True))
    assert _by_database({"behaviour": "follow_up", "measure": "times", "op": "eq", "value": 0}, together=True)[one.pk]


def test_every_kind_finds_and_names_its_choices(world: list[Customer], cast: Cast) -> None:
    for kind in behaviour_kinds().values():
        for one in kind.narrowings:
            found = one.found(cast.administrator, "")
            codes = [code for code, _label in found]
            assert set(one.named(codes)) == set(codes)
    place = behaviour_kinds()["purchase"].narrowing("place")
    assert place.found(cast.administrator, "tr") == [("Trat", "Trat")]


@pytest.mark.parametrize("stored", [{"behaviour": "swim", "op": "ge", "value": 1}, {"member_of": [1]}])
def test_what_is_not_there_cannot_be_asked(db: None, stored: dict[str, Any]) -> None:
    with pytest.raises(PredicateRefused) as refused:
        read_rule(stored)
    assert str(refused.value)
