"""What the doctor finds when a snapshot and the records have come apart without anybody noticing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from idic.domain.sales.models import Purchase, PurchaseLine
from idic.warehouse.checking import check_snapshot
from tests.conftest import Cast
from tests.warehouse.test_incremental import History, snapshot


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_says_what_the_records_say_but_for_what_changed_since(cast: Cast, settings: Any) -> None:
    history = History(cast.administrator, 3)
    history.import_customers()
    history.import_purchases()
    taken = snapshot(Path(settings.CONFIGURATION.warehouse_folder))
    check = check_snapshot(taken)
    assert check.holds
    assert (check.blocks, check.waiting) == (3, 0)
    history.import_purchases()
    later = check_snapshot(taken)
    assert later.holds
    assert later.waiting >= 2


@pytest.mark.django_db(transaction=True)
def test_a_change_that_nobody_noted_is_found(cast: Cast, settings: Any) -> None:
    history = History(cast.administrator, 3)
    history.import_customers()
    history.import_purchases()
    taken = snapshot(Path(settings.CONFIGURATION.warehouse_folder))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE sales_purchase DISABLE TRIGGER warehouse_sales_purchase_d")
        cursor.execute("ALTER TABLE sales_purchaseline DISABLE TRIGGER warehouse_sales_purchaseline_d")
        try:
            first = Purchase.objects.order_by("pk")[0]
            PurchaseLine.objects.filter(purchase=first).delete()
            Purchase.objects.filter(pk=first.pk).delete()
            off = check_snapshot(taken)
        finally:
            cursor.execute("ALTER TABLE sales_purchase ENABLE ALWAYS TRIGGER warehouse_sales_purchase_d")
            cursor.execute("ALTER TABLE sales_purchaseline ENABLE ALWAYS TRIGGER warehouse_sales_purchaseline_d")
    assert off.triggers == 2
    found = check_snapshot(taken)
    assert {mart for mart, _block in found.other} == {"purchases", "sales"}
    assert not found.holds
