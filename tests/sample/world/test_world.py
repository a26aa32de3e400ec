"""A small world: whole, the same from the same seed, and written as the product's own operations would write it."""

from __future__ import annotations

import re
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from idic.domain.differentiate.models import CustomerScore, Segment, SegmentMembership
from idic.domain.identify.golden import recompute_golden
from idic.domain.identify.models import ContactPoint, Customer, Link, SourceRecord
from idic.domain.identify.operations.customers import create_customer
from idic.domain.identify.queries.search import search_customers
from idic.domain.interact.cases.clocks.keeping import keep_clocks
from idic.domain.interact.cases.models import Case, CaseClock, Message
from idic.domain.interact.cases.operations.rows import set_search
from idic.domain.interact.standards.enums import Measure
from idic.domain.sales.models import Purchase, PurchaseLine
from idic.foundation.accounts.models import User
from idic.sample.world.build import build_world
from idic.sample.world.customers import Place, rows_of
from idic.sample.world.errors import WorldRefused
from idic.sample.world.people import people
from idic.sample.world.purchases import purchase_frames
from idic.sample.world.shape import Block, Shape
from idic.sample.world.staff import MANAGER

ENDS = date(2026, 10, 31)
PLACE = Place({"till": 1, "web_shop": 2}, [(5, 6)], ZoneInfo("Asia/Bangkok"), date(2026, 11, 1))
DESK_COLUMNS = (
    "kind", "name", "title", "given_name", "family_name", "phone", "email", "national_id", "tax_id", "birth_date", "sex",
    "language", "address", "district", "province", "postcode", "country", "sort_name",
)  # fmt: skip


def _indexes() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' UNION ALL"
            " SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint"
        )
        # PostgreSQL words the casts of a list anew each time that it reads what it wrote.
        return {re.sub(r"::(character varying|text)(\[\])?|[()]", "", one) for (one,) in cursor.fetchall()}


@pytest.mark.django_db(transaction=True)
def test_a_world_is_whole_and_reads_as_the_operations_write(tmp_path: object) -> None:
    indexes = _indexes()
    steps: list[str] = []
    build_world(scale=0.0003, seed=3, workers=0, report=lambda step, done, total: steps.append(step), ends_on=ENDS)

    assert Customer.objects.count() == 300
    assert PurchaseLine.objects.count() == 3000
    assert Segment.objects.count() == 50
    assert {"customers", "purchases", "tidy"} <= set(steps)
    assert _indexes() == indexes
    joined = Customer.objects.filter(record_count=2).count()
    assert 20 < joined < 80
    assert SourceRecord.objects.count() == Link.objects.count() == 300 + joined
    assert ContactPoint.objects.filter(kind="phone").count() > 200
    ended = Case.objects.filter(state="closed")
    assert (ended.count(), Case.objects.count()) == (294, 300)
    assert list(ended.order_by("received_at").values_list("pk", flat=True)) == list(range(1, 295))
    assert Message.objects.count() == pytest.approx(5 * Case.objects.count(), rel=0.1)
    assert set(CaseClock.objects.values_list("case_id")) == set(Case.objects.values_list("pk"))
    bought = Purchase.objects.aggregate(lines=Sum("line_count"), total=Sum("total"))
    assert bought["lines"] == 3000
    assert bought["total"] == PurchaseLine.objects.aggregate(total=Sum("amount"))["total"]
    assert CustomerScore.objects.exclude(rfm_group="").count() > 200
    for segment in Segment.objects.filter(size__gt=0)[:8]:
        members = CustomerScore.objects.filter(segment_ids__contains=[segment.pk]).count()
        assert segment.size == members == SegmentMembership.objects.filter(segment=segment, valid_to=None).count()

    _computing_the_golden_view_again_changes_nothing()
    _a_customer_entered_by_hand_has_the_same_columns()
    _everybody_is_found_by_name()
    with pytest.raises(WorldRefused):
        build_world(scale=0.0001, workers=0, report=lambda *_: None)


def _computing_the_golden_view_again_changes_nothing() -> None:
    def golden() -> list[tuple[object, ...]]:
        columns = (*DESK_COLUMNS, "facts", "provenance", "search_text", "record_count")
        rows = Customer.objects.order_by("id").values_list(*columns, "search_keys")
        # The order of the keys is the server's where it put them together.
        return [(*map(str, row[:-1]), sorted(row[-1])) for row in rows]

    before = golden()
    recompute_golden(list(Customer.objects.values_list("pk", flat=True)), at=timezone.now())
    assert golden() == before


def _a_customer_entered_by_hand_has_the_same_columns() -> None:
    manager = User.objects.get(email=MANAGER)
    for record in SourceRecord.objects.filter(source__code="till", customer__record_count=1).order_by("id")[:40]:
        world = Customer.objects.get(pk=record.customer_id)
        typed = create_customer(record.payload, by=manager)
        for column in DESK_COLUMNS:
            assert getattr(typed, column) == getattr(world, column), column
        # The till's own number of the customer is a way to find it, too.
        own = record.key.lower()
        assert set(typed.search_keys) <= set(world.search_keys)
        assert set(world.search_text.split("\n")) - {own} == set(typed.search_text.split("\n"))
        assert sorted(_points(typed)) == sorted(_points(world))


def _points(customer: Customer) -> list[tuple[str, str, bool]]:
    return [(point.kind, point.value, point.is_valid) for point in customer.contact_points.all()]


def _everybody_is_found_by_name() -> None:
    manager = User.objects.get(email=MANAGER)
    for customer in Customer.objects.order_by("-id").filter(owner__isnull=False)[:15]:
        assert customer.pk in {found.customer.pk for found in search_customers(manager, customer.name, limit=200)}


def test_the_same_seed_gives_the_same_people_and_purchases() -> None:
    block = Block(7, 1, 200, ENDS)
    assert list(people(block)) == list(people(block))
    assert list(people(block)) != list(people(Block(8, 1, 200, ENDS)))
    first, second = (purchase_frames(block, PLACE, currency="THB") for _ in range(2))
    assert all(one.equals(other) for one, other in zip(first, second, strict=True))


def test_a_block_holds_ten_lines_for_each_customer_and_no_purchase_lies_ahead() -> None:
    purchases, lines = purchase_frames(Block(7, 10_001, 500, ENDS), PLACE, currency="THB")
    assert len(lines) == 5000
    assert purchases["line_count"].sum() == 5000
    assert purchases["at"].null_count() == 0
    assert max(purchases["at"]).date() <= ENDS
    assert set(purchases["customer_id"]) <= set(range(10_001, 10_501))


def test_people_write_in_three_scripts() -> None:
    rows = rows_of(Block(7, 1, 400, ENDS), PLACE)
    names = [str(row[2]) for row in rows.customers]
    shares = [
        sum(any(first <= sign <= last for sign in name) for name in names) / len(names)
        for first, last in (("\u0e00", "\u0e7f"), ("\u4e00", "\u9fff"), ("A", "z"))
    ]
    assert all(share > 0.15 for share in shares)


def test_blocks_cover_every_customer_once() -> None:
    blocks = Shape(0.0254, 1, ENDS).blocks()
    assert [block.size for block in blocks] == [10_000, 10_000, 5_400]
    assert [block.start for block in blocks] == [1, 10_001, 20_001]


@pytest.mark.django_db(transaction=True)
def test_a_case_of_a_world_is_searched_and_measured_as_the_operations_would(tmp_path: object) -> None:
    build_world(scale=0.00002, seed=5, workers=0, report=lambda *told: None, ends_on=timezone.localdate())
    for case in Case.objects.all():
        written = (case.search_text, sorted(case.search_keys))
        set_search(case)
        assert (case.search_text, sorted(case.search_keys)) == written
        clocks = {
            (clock.measure, clock.started_at, clock.stopped_at, clock.due_at, clock.state)
            for clock in case.clocks.filter(measure__in=[Measure.FIRST_RESPONSE, Measure.RESOLUTION])
        }
        assert len(clocks) == 2
        keep_clocks(case)
        assert {
            (clock.measure, clock.started_at, clock.stopped_at, clock.due_at, clock.state)
            for clock in case.clocks.filter(measure__in=[Measure.FIRST_RESPONSE, Measure.RESOLUTION])
        } == clocks
