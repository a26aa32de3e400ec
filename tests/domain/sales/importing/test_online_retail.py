"""The real files of a British web shop; their known facts stand in the README of the shared data."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection

from idic.domain.identify.models import ImportBatch, Source
from idic.domain.identify.operations.imports.now import import_now
from idic.domain.identify.operations.imports.upload import upload_import
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.sales.models import PurchaseLine


@pytest.fixture
def shop(db: None) -> Source:
    return ensure_source(code="retail", name="Retail", by=None)


def take(path: Path, source: Source) -> ImportBatch:
    def pieces() -> Iterator[bytes]:
        yield path.read_bytes()

    batch = upload_import(
        pieces(), file_name=path.name, kind="purchases", source=source, by=None, options={"currency": "GBP"}
    )
    return import_now(batch, by=None)


def facts(statement: str) -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    assert row is not None
    return tuple(row)


def test_every_row_of_december_2010_is_taken_and_the_same_file_again_changes_nothing(
    shared_data: Path, shop: Source
) -> None:
    path = shared_data / "online_retail" / "online_retail_2010_12.csv.gz"
    first = take(path, shop)
    assert (first.row_count, first.new_count, first.refused_count) == (42_481, 42_481, 0)
    again = take(path, shop)
    assert (again.new_count, again.changed_count, again.unchanged_count, again.refused_count) == (0, 0, 42_481, 0)
    assert PurchaseLine.objects.count() == 42_481


@pytest.mark.slow
def test_the_whole_year_after_december_adds_only_what_is_new_and_has_its_known_facts(
    shared_data: Path, shop: Source
) -> None:
    folder = shared_data / "online_retail"
    take(folder / "online_retail_2010_12.csv.gz", shop)
    year = take(folder / "online_retail_2010_2011.parquet", shop)
    assert (year.row_count, year.new_count, year.changed_count, year.unchanged_count, year.refused_count) == (
        541_909, 499_428, 0, 42_481, 0,
    )  # fmt: skip
    assert facts(
        """SELECT count(*), count(DISTINCT p.id), count(DISTINCT p.customer_id), sum(l.amount)
           FROM sales_purchaseline l JOIN sales_purchase p ON p.id = l.purchase_id"""
    ) == (541_909, 25_900, 4_372, Decimal("9747747.9340"))
    assert facts(
        """SELECT count(*), count(DISTINCT p.customer_id), count(DISTINCT p.id), sum(l.amount)
           FROM sales_purchaseline l JOIN sales_purchase p ON p.id = l.purchase_id
           WHERE p.customer_id IS NOT NULL AND p.kind <> 'cancellation' AND l.quantity > 0 AND l.unit_price > 0"""
    ) == (397_884, 4_338, 18_532, Decimal("8911407.9040"))
