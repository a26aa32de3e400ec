"""The margin of a customer: what the categories leave, weighed with what this customer bought."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from django.conf import settings
from django.utils import timezone

from idic.domain.catalogue.models import Category, Product
from idic.domain.catalogue.queries.categories import names_from_root
from idic.domain.differentiate.errors import ValueSettingRefused
from idic.domain.differentiate.models import ValueSettings
from idic.domain.differentiate.operations.value_settings import change_value_settings
from idic.domain.differentiate.scoring.lifetime_values import lifetime_values
from idic.domain.differentiate.scoring.margins import margins_of
from idic.domain.differentiate.scoring.parameters import Parameters, parameters_in_use
from idic.domain.differentiate.scoring.reasons import Reasons
from idic.domain.differentiate.scoring.steps import Turn
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.sales.models import Purchase, PurchaseLine
from idic.warehouse.extract import take_snapshot
from idic.warehouse.snapshots import Snapshot
from tests.conftest import Cast

AS_OF = date(2026, 6, 30)


def _category(name: str, parent: Category | None = None) -> Category:
    path = f"{parent.path} / {name}" if parent else name
    return Category.objects.create(name=name, path=path, parent=parent, depth=1 if parent else 0)


def _buy(customer: Customer, kind: str, *lines: tuple[Product | None, int], day: date = date(2026, 5, 1)) -> None:
    purchase = Purchase.objects.create(
        source=ensure_source(code="till", name="Till", by=None), key=f"{customer.pk}-{kind}-{day}-{len(lines)}",
        customer=customer, at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC), kind=kind,
        currency=settings.CONFIGURATION.currency, total=Decimal(sum(amount for _product, amount in lines)),
        line_count=len(lines),
    )  # fmt: skip
    PurchaseLine.objects.bulk_create(
        PurchaseLine(purchase=purchase, key=str(n), product=product, quantity=1, unit_price=amount, amount=amount)
        for n, (product, amount) in enumerate(lines)
    )


@pytest.fixture
def shop(transactional_db: None) -> tuple[list[Customer], dict[str, Category], Snapshot]:
    """Of five customers one buys in two categories, one only below one of them, one what stands in no category, one what
    has no lines, and one nothing."""
    drinks, food = _category("Drinks"), _category("Food")
    tea = _category("Tea", drinks)
    product = {
        name: Product.objects.create(code=name, name=name, category=category, created_at=timezone.now())
        for name, category in (("cola", drinks), ("green", tea), ("rice", food), ("thing", None))
    }
    made = datetime(2026, 1, 1, tzinfo=UTC)
    people = Customer.objects.bulk_create(Customer(name=str(n), created_at=made, updated_at=made) for n in range(5))
    _buy(people[0], "sale", (product["cola"], 300), (product["rice"], 100))
    # returned goods, and what comes after the day, weigh nothing
    _buy(people[0], "return", (product["rice"], -100), day=date(2026, 5, 2))
    _buy(people[0], "sale", (product["green"], 900), day=AS_OF + timedelta(days=1))
    _buy(people[1], "sale", (product["green"], 50))
    _buy(people[2], "sale", (product["thing"], 70), (None, 30))
    _buy(people[3], "sale", day=date(2026, 5, 3))
    snapshot = take_snapshot(
        settings.CONFIGURATION.warehouse_folder, at=timezone.now(), time_zone="UTC", report=lambda *_: None
    )
    return people, {"drinks": drinks, "food": food, "tea": tea}, snapshot


def turn_of(people: list[Customer], snapshot: Snapshot | None, **margins: float) -> Turn:
    ids = np.array([one.pk for one in people])
    parameters = Parameters(margin=0.2, category_margins=margins)
    return Turn(
        snapshot, pa.table({"customer_id": ids}), AS_OF, settings.CONFIGURATION.currency, parameters,
        {"customer_id": ids}, Reasons(ids.size),
    )  # fmt: skip


def test_a_customer_of_two_categories_has_the_margin_between_them(
    shop: tuple[list[Customer], dict[str, Category], Snapshot],
) -> None:
    people, category, snapshot = shop
    own = {str(category["drinks"].pk): 0.5, str(category["tea"].pk): 0.1}
    turn = turn_of(people, snapshot, **own)
    # (300 x .5 + 100 x .2) / 400; tea stands below drinks and has its own; the rest has the general one
    np.testing.assert_allclose(margins_of(turn), [0.425, 0.1, 0.2, 0.2, 0.2])
    assert turn.fitted["margins"] == {
        "categories": 2, "mean": round((170 + 5 + 20) / 550, 6), "lowest": 0.1, "highest": 0.425,
    }  # fmt: skip
    # of whom no scores are computed stands in no row
    np.testing.assert_allclose(margins_of(turn_of(people[1:], snapshot, **own)), [0.1, 0.2, 0.2, 0.2])
    below = turn_of(people, snapshot, **{str(category["drinks"].pk): 0.5})
    np.testing.assert_allclose(margins_of(below), [0.425, 0.5, 0.2, 0.2, 0.2])


def test_without_margins_of_categories_one_holds_for_all(
    shop: tuple[list[Customer], dict[str, Category], Snapshot],
) -> None:
    people, category, snapshot = shop
    assert margins_of(turn_of(people, snapshot)) == 0.2
    assert margins_of(turn_of(people, None, **{str(category["tea"].pk): 0.5})) == 0.2
    # a category that is gone is no reason to fail
    np.testing.assert_allclose(margins_of(turn_of(people, snapshot, **{"999999": 0.5})), [0.2] * 5)
    assert names_from_root([category["tea"].pk, 999_999]) == {category["tea"].pk: ("Drinks", "Tea")}


def test_lifetime_value_takes_each_customer_with_their_margin(
    shop: tuple[list[Customer], dict[str, Category], Snapshot],
) -> None:
    people, category, snapshot = shop
    ids = np.arange(people[0].pk, people[0].pk + 260)
    random = np.random.default_rng(7)
    repeat = random.integers(0, 6, ids.size)
    age = random.uniform(30, 60, ids.size)
    last = np.where(repeat > 0, age * random.uniform(0.3, 1.0, ids.size), 0.0)
    mart = pa.table({
        "customer_id": ids, "repeat_days": repeat, "last_week": last, "age_weeks": age, "orders": repeat + 1,
        "repeat_spend": np.where(repeat > 0, random.gamma(6, 10, ids.size), 0.0),
    })  # fmt: skip

    def values(**margins: float) -> Turn:
        turn = turn_of(people, snapshot, **margins)
        turn = Turn(
            snapshot, mart, AS_OF, turn.currency, turn.parameters, {"customer_id": ids}, Reasons(ids.size)
        )  # fmt: skip
        lifetime_values(turn, None)
        return turn

    plain, own = values(), values(**{str(category["drinks"].pk): 0.5})
    ratio = own.columns["lifetime_value"] / plain.columns["lifetime_value"]
    np.testing.assert_allclose(ratio[:5], [0.425 / 0.2, 0.5 / 0.2, 1, 1, 1])
    np.testing.assert_allclose(ratio[5:], 1)
    assert own.fitted["equity"] == pytest.approx(float(own.columns["lifetime_value"].sum()), abs=0.01)


@pytest.mark.django_db
def test_margins_are_kept_and_wrong_ones_refused(cast: Cast) -> None:
    tea = _category("Tea")
    change_value_settings(Parameters(category_margins={str(tea.pk): 0.35}), version=0, by=cast.manager)
    assert parameters_in_use().category_margins == {str(tea.pk): 0.35}
    for wrong in ({str(tea.pk): 1.5}, {"999999": 0.5}):
        with pytest.raises(ValueSettingRefused):
            change_value_settings(Parameters(category_margins=wrong), version=1, by=cast.manager)
    assert ValueSettings.objects.get().category_margins == {str(tea.pk): 0.35}
