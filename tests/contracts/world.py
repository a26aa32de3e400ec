"""One of everything that an address can name, and the same of another team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from idic.domain.catalogue.models import Category, Product
from idic.domain.customize.models import Campaign
from idic.domain.differentiate.models import Refresh, Segment
from idic.domain.identify.models import Customer, ImportBatch, PossibleDuplicate, Source
from idic.domain.identify.operations.customers import create_customer
from idic.domain.interact.enums import FollowUpMethod, FollowUpReason
from idic.domain.interact.models import FollowUp
from idic.domain.sales.models import Purchase, PurchaseLine
from idic.foundation.accounts.models import Team, User
from idic.foundation.jobs.models import Job

MOMENT = datetime(2026, 9, 20, 5, tzinfo=UTC)


@dataclass(frozen=True)
class World:
    customer: Customer
    record: int
    segment: Segment
    campaign: Campaign
    product: Product
    purchase: Purchase
    follow_up: FollowUp
    batch: ImportBatch
    job: Job
    pair: PossibleDuplicate
    refresh: Refresh
    user: User
    # of recency or frequency, 1 to 5
    grade: int
    # of the service team: out of the reach of the sales team
    foreign_customer: Customer
    foreign_purchase: Purchase
    foreign_follow_up: FollowUp


def make_customer(by: User, given: str, phone: str) -> Customer:
    return create_customer({"given_name": given, "family_name": "Jaidee", "phone": phone}, by=by)


def make_purchase(customer: Customer | None, product: Product, key: str, at: datetime = MOMENT) -> Purchase:
    source, _made = Source.objects.get_or_create(code="till", defaults={"name": "Till"})
    purchase = Purchase.objects.create(
        source=source,
        key=key,
        customer=customer,
        at=at,
        currency="THB",
        channel="till",
        total=Decimal(120),
        line_count=1,
    )
    PurchaseLine.objects.create(
        purchase=purchase, key="1", product=product, quantity=2, unit_price=Decimal(60), amount=Decimal(120)
    )
    return purchase


def make_follow_up(customer: Customer, owner: User) -> FollowUp:
    return FollowUp.objects.create(
        customer=customer, owner=owner, created_by=owner, due_on=timezone.localdate() + timedelta(days=3),
        method=FollowUpMethod.TELEPHONE, reason=FollowUpReason.NO_PURCHASE,
    )  # fmt: skip


def make_product(code: str, category: Category) -> Product:
    return Product.objects.create(code=code, name=f"Tea {code}", category=category, created_at=MOMENT)


def make_segment(name: str) -> Segment:
    return Segment.objects.create(name=name, predicate={"all": [{"field": "frequency", "op": "ge", "value": 5}]})


def make_batch(source: Source, by: User) -> ImportBatch:
    return ImportBatch.objects.create(
        kind="customers", source=source, state="done", file_name="people.csv", path="imports/gone.csv", digest="0" * 64,
        size=100, created_by=by, finished_at=MOMENT,
    )  # fmt: skip


def make_world(cast: Any) -> World:
    source, _made = Source.objects.get_or_create(code="till", defaults={"name": "Till"})
    root = Category.objects.create(name="Drinks", path="Drinks")
    category = Category.objects.create(name="Tea", parent=root, path="Drinks / Tea", depth=1)
    product = make_product("T-1", category)
    customer = make_customer(cast.administrator, "Anan", "0812345678")
    foreign = make_customer(cast.administrator, "Boonmee", "0823456789")
    Customer.objects.filter(pk=foreign.pk).update(team=Team.objects.get(name="Service desk"))
    Customer.objects.filter(pk=customer.pk).update(owner=None)
    refresh = Refresh.objects.create(
        snapshot="2026-10-01", as_of=date(2026, 10, 1), watermark=1, started_at=MOMENT, finished_at=MOMENT,
        parameters={"horizon_weeks": 52, "annual_discount": 0.1, "margin": 0.25, "currency": "THB"},
    )  # fmt: skip
    record = customer.records.get()
    return World(
        customer=customer,
        record=record.pk,
        segment=make_segment("Regulars"),
        campaign=Campaign.objects.create(
            code="spring", name="Spring", starts_on=date(2026, 3, 1), ends_on=date(2026, 4, 1)
        ),
        product=product,
        purchase=make_purchase(customer, product, "1001"),
        follow_up=make_follow_up(customer, cast.sales),
        batch=make_batch(source, cast.analyst),
        pair=PossibleDuplicate.objects.create(
            first=customer, second=make_customer(cast.administrator, "Anon", "0812345679"), found_at=MOMENT
        ),
        job=Job.objects.create(kind="refresh", state="done", created_by=cast.administrator, finished_at=MOMENT),
        refresh=refresh,
        user=cast.service_colleague,
        grade=3,
        foreign_customer=foreign,
        foreign_purchase=make_purchase(foreign, product, "1002"),
        foreign_follow_up=make_follow_up(foreign, cast.service),
    )


def make_many(world: World, cast: Any, count: int = 49) -> None:
    """So many more of everything, about half of it hanging on the things of the world themselves."""
    category = world.product.category
    assert category is not None
    for number in range(count):
        customer = make_customer(cast.administrator, f"Chai{number}", f"08{30000000 + number}")
        product = make_product(f"M-{number}", category)
        Category.objects.create(name=f"Tea {number}", parent=category, path=f"Drinks / Tea / Tea {number}", depth=2)
        at = MOMENT - timedelta(days=7 * number)
        make_purchase(customer, world.product, f"a{number}", at)
        make_purchase(world.customer, product, f"b{number}", at)
        PurchaseLine.objects.create(
            purchase=world.purchase,
            key=f"m{number}",
            product=product,
            quantity=1,
            unit_price=Decimal(5),
            amount=Decimal(5),
        )
        make_follow_up(customer, cast.sales)
        make_follow_up(world.customer, cast.sales)
        make_segment(f"Segment {number}")
        Campaign.objects.create(
            code=f"c{number}", name=f"Campaign {number}", starts_on=date(2026, 3, 1), ends_on=date(2026, 4, 1)
        )
        make_batch(world.batch.source, cast.administrator)
        Job.objects.create(kind="refresh", state="done", created_by=cast.administrator, finished_at=MOMENT)
        Team.objects.create(name=f"Team {number}")
        User.objects.create(email=f"person{number}@example.com", display_name=f"Person {number}", role="service")
