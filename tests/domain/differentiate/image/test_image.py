"""The image and the database must agree on every rule and customer: happenings, memberships and missing values included."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from idic.domain.catalogue.models import Category, Product
from idic.domain.customize.models import Campaign, Redemption
from idic.domain.differentiate.behaviour.compiling import Together
from idic.domain.differentiate.compiling import asked_of_all, base, read_rule, segment_fields
from idic.domain.differentiate.image import counting, moment
from idic.domain.differentiate.image.counting import Counting
from idic.domain.differentiate.image.errors import NotAtHand, NotInImage
from idic.domain.differentiate.image.image import Image, begun
from idic.domain.differentiate.models import CustomerScore
from idic.domain.differentiate.operations.segments import create_segment
from idic.domain.differentiate.queries import live_count, segments
from idic.domain.differentiate.queries.live_count import count_at_once
from idic.domain.differentiate.queries.segments import Count, count_rule
from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.models import Customer, SourceRecord
from idic.domain.identify.operations.customers import edit_customer
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.sales.models import Purchase, PurchaseLine
from idic.foundation.attributes.draft import Draft
from idic.foundation.attributes.models import Choice
from idic.foundation.attributes.operations.definitions import create_attribute
from idic.foundation.events.operations.seal import advance_horizon
from idic.foundation.nouns.compiling import condition
from idic.methods.predicate import Node
from idic.warehouse.extract import take_snapshot
from idic.warehouse.snapshots import Snapshot
from tests.asking import asked
from tests.conftest import Cast
from tests.domain.differentiate.test_compiling import AS_OF, DAYS, NOW, RULES, base_rows, stored_rows

__all__ = ["asked"]

pytestmark = pytest.mark.django_db(transaction=True)

OWN = [
    {"field": "x_likes", "op": "has_any", "value": ["tea", "rice"]}, {"field": "x_likes", "op": "is_unknown"},
    {"field": "x_likes", "op": "contains", "value": "tea"}, {"field": "x_vip", "op": "eq", "value": True},
    {"field": "x_vip", "op": "ne", "value": True}, {"field": "x_size", "op": "between", "value": [0.1, 2]},
    {"field": "x_size", "op": "in", "value": [0.3, 7]}, {"field": "x_until", "op": "in_last_days", "value": 60},
    {"field": "name", "op": "contains", "value": "er 1"}, {"field": "created", "op": "is_known"},
]  # fmt: skip


def _attributes(ids: list[int], by: Any) -> None:
    dice = random.Random(7)
    choices = [Choice(code, {"en": code}) for code in ("tea", "rice", "cake")]
    create_attribute("customer", Draft("likes", "choices", "behavioural", {"en": "Likes"}, choices=choices), by=by)
    for code, kind in (("vip", "yes_no"), ("size", "number"), ("until", "date")):
        create_attribute("customer", Draft(code, kind, "behavioural", {"en": code}), by=by)
    for one in Customer.objects.filter(pk__in=ids):
        known: dict[str, Any] = {
            "x_likes": dice.sample(["tea", "rice", "cake"], dice.randint(0, 2)), "x_vip": dice.random() < 0.5,
            "x_size": dice.choice(["0.1", "0.3", "7", "-2.50"]), "x_until": dice.choice(DAYS).isoformat(),
        }  # fmt: skip
        one.facts |= {name: value for name, value in known.items() if dice.random() < 0.7}
        one.save(update_fields=["facts"])


def _shop(ids: list[int]) -> None:
    dice = random.Random(3)
    shop = ensure_source(code="shop", name="Shop", by=None)
    goods = Category.objects.create(name="Goods", path="Goods")
    tea = Category.objects.create(name="Tea", path="Goods / Tea", parent=goods, depth=1)
    kinds = [goods, tea, None]
    products = [Product.objects.create(code=f"p{n}", category=kinds[n % 3], created_at=NOW) for n in range(6)]
    campaign = Campaign.objects.create(code="tea", name="Tea", starts_on=AS_OF, ends_on=AS_OF)
    for number in range(150):
        # one in ten is nobody's
        who = dice.choice([*ids[:40], None]) if number % 10 else None
        kind = dice.choice(("sale", "sale", "sale", "return"))
        sign = 1 if kind == "sale" else -1
        at = datetime(2026, 10, 31, 12, tzinfo=UTC) - timedelta(days=dice.choice((-1, 0, 1, 29, 30, 31, 90, 400)))
        bought = Purchase.objects.create(
            source=shop, key=str(number), customer_id=who, at=at, kind=kind, currency=dice.choice(("THB", "THB", "USD")),
            place=dice.choice(("", "Trat", "Rayong")), channel=dice.choice(("app", "shop")), payment_kind="cash",
        )  # fmt: skip
        amounts = [sign * Decimal(dice.randint(0, 4000)) / 100 for _line in range(dice.randint(1, 3))]
        for line, amount in enumerate(amounts):
            PurchaseLine.objects.create(
                purchase=bought, key=str(line), product=dice.choice([*products, None]), quantity=1, unit_price=amount,
                amount=amount,
            )  # fmt: skip
        Purchase.objects.filter(pk=bought.pk).update(total=sum(amounts), line_count=len(amounts))
        if who is not None and number % 5 == 0:
            record = SourceRecord.objects.create(
                source=shop, key=str(number), customer_id=who, digest="", received_at=at
            )
            Redemption.objects.create(
                campaign=campaign, customer_id=who, coupon=str(number), on=at.date(), record=record
            )


@st.composite
def _behaviour(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(["purchase", "purchase", "purchase", "redemption", "contact"]))
    measure = draw(st.sampled_from(["times", "amount", "first", "last"] if kind == "purchase" else ["times", "last"]))
    asked: dict[str, Any] = {"behaviour": kind, "measure": measure}
    if measure in ("times", "amount"):
        value: Any = draw(st.sampled_from([0, 1, 2, 30]) if measure == "times" else st.sampled_from([0, 30, 12.34, -5]))
        op = draw(st.sampled_from(["ge", "eq", "lt", "between"]))
        asked |= {"op": op, "value": sorted([0, value]) if op == "between" else value}
    else:
        asked |= draw(st.sampled_from([{"op": "in_last_days", "value": 30}, {"op": "not_in_last_days", "value": 1},
                                       {"op": "is_known"}, {"op": "lt", "value": AS_OF.isoformat()}]))  # fmt: skip
    window = draw(st.sampled_from([None, {"last_days": 30}, {"last_days": 0}, {"since": "2026-09-30"},
                                   {"since": "2026-10-01", "until": "2026-10-30"}]))  # fmt: skip
    if window:
        asked["window"] = window
    if kind == "purchase":
        where = draw(st.fixed_dictionaries({}, optional={
            "category": st.just([draw(st.sampled_from(["Goods", "Tea"]))]), "place": st.just(["Trat"]),
            "channel": st.just(["app"]), "product": st.just(["p0", "p1", "p4"]),
        }))  # fmt: skip
        if where:
            asked["where"] = where
    return asked


def _numbered(rule: Any, segments: list[int]) -> Any:
    """With the numbers of what was made by name."""
    if isinstance(rule, list):
        return [_numbered(one, segments) for one in rule]
    if not isinstance(rule, dict):
        return rule
    if "member_of" in rule:
        return {"member_of": [segments[place] for place in rule["member_of"]]}
    if "behaviour" in rule and "where" in rule:
        of = {"category": {one.name: one.pk for one in Category.objects.all()},
              "product": {one.code: one.pk for one in Product.objects.all()}}  # fmt: skip
        where = {
            name: [str(of.get(name, {}).get(code, code)) for code in codes] for name, codes in rule["where"].items()
        }
        return {**rule, "where": where}
    return {name: _numbered(part, segments) for name, part in rule.items()}


ALL_RULES = st.recursive(
    st.one_of(
        RULES, st.sampled_from(OWN), _behaviour(), _behaviour(),
        st.fixed_dictionaries({"member_of": st.lists(st.integers(0, 1), min_size=1, max_size=2, unique=True)}),
    ),
    lambda inner: st.one_of(
        st.fixed_dictionaries({"not": inner}),
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)}),
    ),
    max_leaves=5,
)  # fmt: skip


def _snapshot() -> Snapshot:
    folder = settings.CONFIGURATION.warehouse_folder
    return take_snapshot(folder, at=datetime.now(UTC), time_zone=settings.TIME_ZONE, report=lambda *told: None)


def by_database(rule: Node) -> dict[int, bool | None]:
    fields, together = segment_fields(), Together(AS_OF)
    where, values = condition(rule, fields, as_of=AS_OF, asked=asked_of_all(together))
    with connection.cursor() as cursor:
        cursor.execute(
            f"{together.beginning}SELECT c.id, ({where}) {base(together.joined)}", [*together.values, *values]
        )
        return dict(cursor.fetchall())


def by_image(image: Image, rule: Node, *, as_of: date = AS_OF) -> dict[int, bool | None]:
    fields = segment_fields()
    image.read(*image.missing(rule, fields))
    found = image.truth(rule, fields, as_of=as_of)
    assert not (found.yes & found.no).any()
    answers = [True if yes else False if no else None for yes, no in zip(found.yes, found.no, strict=True)]
    return dict(zip(image.ids.tolist(), answers, strict=True))


def test_the_image_and_the_database_agree_on_every_rule_and_customer(cast: Cast) -> None:
    ids = stored_rows(base_rows())
    _attributes(ids, cast.administrator)
    _shop(ids)
    Customer.objects.filter(pk=ids[-1]).update(merged_into_id=ids[0])
    rules = [{"field": "kind", "op": "eq", "value": "person"}, {"field": "r", "op": "ge", "value": 3}]
    segments = [
        create_segment(name=str(n), description="", rule=rule, by=cast.administrator).pk for n, rule in enumerate(rules)
    ]
    image = begun(_snapshot(), [])
    seen = set()

    @hypothesis_settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    @given(ALL_RULES)
    def agree(written: dict[str, Any]) -> None:
        rule = read_rule(_numbered(written, segments))
        expected = by_database(rule)
        assert by_image(image, rule) == expected
        seen.update(expected.values())

    agree()
    assert seen == {True, False, None}


def test_what_was_not_read_is_not_at_hand(make_customer: Callable[..., Any]) -> None:
    make_customer()
    fields = segment_fields()
    with pytest.raises(NotAtHand):
        begun(None, []).truth(read_rule({"field": "kind", "op": "is_known"}), fields, as_of=AS_OF)


def test_a_number_that_a_float_cannot_tell_from_another_is_left_to_the_records(db: None) -> None:
    ids = stored_rows(base_rows()[10:12])
    CustomerScore.objects.filter(pk=ids[0]).update(monetary=Decimal("9007199254740993.01"))
    image = begun(None, [segment_fields()[name] for name in ("monetary", "frequency")])
    rule = read_rule({"field": "monetary", "op": "ge", "value": 5})
    assert [column is None for column in image.columns.values()] == [True, False]
    with pytest.raises(NotInImage):
        image.truth(rule, segment_fields(), as_of=AS_OF)


def _answer(rule: Node, held: Counting, snapshot: Snapshot | None = None) -> Count:
    """What is not at hand is read beside, and is at hand a moment later."""
    for _turn in range(6000):
        try:
            return held.count(rule, segment_fields(), snapshot=snapshot, as_of=AS_OF)
        except NotAtHand:
            advance_horizon()
            time.sleep(0.05)
    raise AssertionError("nothing came to hand")


def test_who_has_changed_since_is_counted_as_they_are_now(
    cast: Cast, make_customer: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moment, "_MINUTES", 0)
    stored_rows(base_rows())
    people = [make_customer(given_name=f"P{number}", family_name="One", province="Trat") for number in range(4)]
    rule = read_rule({"field": "province", "op": "eq", "value": "Trat"})
    advance_horizon()
    advance_horizon()
    held = Counting()
    assert _answer(rule, held) == Count(4, _unknown(rule), 64)

    edit_customer(
        people[0], {"given_name": "P0", "province": "Rayong"}, version=people[0].version, by=cast.administrator
    )
    make_customer(given_name="New", family_name="One", province="Trat")
    merge_customers(people[1], people[2], by=cast.administrator)
    assert _answer(rule, held) == Count(3, _unknown(rule), 64)


def test_a_purchase_that_no_event_tells_of_yet_counts(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moment, "_MINUTES", 0)
    ids = stored_rows(base_rows())
    _shop(ids)
    snapshot, held = _snapshot(), Counting()
    rule = read_rule({"behaviour": "purchase", "measure": "times", "op": "eq", "value": 0})
    before = _answer(rule, held, snapshot)
    assert before == Count(list(by_database(rule).values()).count(True), 0, 60)
    shop = ensure_source(code="shop", name="Shop", by=None)
    Purchase.objects.create(
        source=shop, key="new", customer_id=ids[-1], at=NOW, kind="sale", currency="THB", total=5, line_count=1
    )
    assert _answer(rule, held, snapshot).members == before.members - 1


def test_the_process_that_answers_counts_for_the_page(
    asked: Path, make_customer: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("A", "B"):
        make_customer(given_name=name, family_name="One", province="Trat")
    rule = {"field": "province", "op": "eq", "value": "Trat"}
    assert count_at_once(rule) is None  # so few are counted as quickly
    monkeypatch.setattr(segments, "SAMPLE", 0)
    monkeypatch.setattr(live_count, "_PATIENCE", 5.0)
    found = None
    for _turn in range(200):
        found = found or count_at_once(rule)
        time.sleep(0 if found else 0.1)
    assert found == count_rule(rule) == Count(2, 0, 2)


def _unknown(rule: Node) -> int:
    return list(by_database(rule).values()).count(None)


def test_after_more_changes_than_are_asked_for_one_by_one_everything_is_read_anew(
    make_customer: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "MOST_CHANGED", 1)
    monkeypatch.setattr(moment, "_MINUTES", 0)
    rule, held = read_rule({"field": "kind", "op": "is_known"}), Counting()
    make_customer(given_name="A", family_name="One")
    for _turn in range(2):
        advance_horizon()
    assert _answer(rule, held).members == 1
    for name in ("B", "C", "D"):
        make_customer(given_name=name, family_name="One")
    for _turn in range(2):
        advance_horizon()
    assert _answer(rule, held).members == 4
