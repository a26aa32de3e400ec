from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.utils import timezone

from idic.domain.identify.models import Customer, ImportBatch, ImportRefusal, SourceRecord
from idic.domain.sales.models import Purchase, PurchaseLine

Take = Callable[..., ImportBatch]

HEADER = "invoice no,customer id,date,product code,quantity,unit price\n"


def reasons(batch: ImportBatch) -> list[tuple[int, str]]:
    return list(ImportRefusal.objects.filter(batch=batch).order_by("row").values_list("row", "code"))


def day_of(purchase: Purchase) -> str:
    return timezone.localtime(purchase.at).date().isoformat()


def test_lines_become_a_purchase_with_its_total_and_its_customer(take: Take) -> None:
    batch = take(HEADER + "A1,C1,2026-01-05,P1,2,10.50\nA1,C1,2026-01-05,P2,1,5\nA2,,2026-01-06,P1,1,10.50\n")
    purchase = Purchase.objects.get(key="A1")
    assert (purchase.total, purchase.line_count, purchase.customer.name) == (Decimal("26.0000"), 2, "C1")
    assert Purchase.objects.get(key="A2").customer is None
    assert batch.figures["new_purchases"] == 2
    assert batch.figures["new_customers"] == 1


def test_the_same_file_again_changes_nothing(take: Take) -> None:
    text = HEADER + "A1,C1,2026-01-05,P1,2,10.50\nA1,C1,2026-01-05,P1,2,10.50\nA1,C1,2026-01-05,P2,-1,5\n"
    take(text)
    before = list(PurchaseLine.objects.order_by("pk").values()), list(Purchase.objects.order_by("pk").values())
    again = take(text)
    assert (again.new_count, again.changed_count, again.unchanged_count) == (0, 0, 3)
    assert (
        list(PurchaseLine.objects.order_by("pk").values()),
        list(Purchase.objects.order_by("pk").values()),
    ) == before


def test_a_line_with_a_number_of_its_own_is_changed_and_the_total_follows(take: Take) -> None:
    header = "invoice no,line no,customer id,date,quantity,unit price\n"
    take(header + "A1,1,C1,2026-01-05,2,10\nA1,2,C1,2026-01-05,1,5\n")
    again = take(header + "A1,1,C1,2026-01-05,3,10\nA1,2,C1,2026-01-05,1,5\n")
    assert (again.new_count, again.changed_count, again.unchanged_count) == (0, 1, 1)
    assert Purchase.objects.get().total == Decimal("35.0000")


@pytest.mark.parametrize(
    ("written", "order", "expected"),
    [
        ("05/02/2569", "dmy", "2026-02-05"),
        ("05/02/2026", "mdy", "2026-05-02"),
        ("2026/02/05", "ymd", "2026-02-05"),
        ("5 ก.พ. 2569", "dmy", "2026-02-05"),
        ("2026年2月5日", "ymd", "2026-02-05"),
        ("20260205", "ymd", "2026-02-05"),
    ],
)
def test_dates_are_read_in_three_orders_and_buddhist_years(take: Take, written: str, order: str, expected: str) -> None:
    take(HEADER + f"A1,C1,{written},P1,1,1\n", options={"date_order": order})
    assert day_of(Purchase.objects.get()) == expected


def test_the_order_of_the_dates_is_found_in_the_file(take: Take) -> None:
    take(HEADER + "A1,C1,05/02/2026,P1,1,1\nA2,C1,25/02/2026,P1,1,1\n")
    assert day_of(Purchase.objects.get(key="A1")) == "2026-02-05"


def test_dates_that_nobody_can_read_are_refused_by_reason(take: Take) -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    batch = take(
        HEADER
        + "A1,C1,05/02/2026,P1,1,1\n"
        + "A2,C1,31/02/2026,P1,1,1\n"
        + "A3,C1,soon,P1,1,1\n"
        + f"A4,C1,{tomorrow},P1,1,1\n"
        + "A5,C1,,P1,1,1\n"
        + "A6,C1,1899-12-30,P1,1,1\n"
        + "A7,C1,9999-12-31T23:00:00-10:00,P1,1,1\n"
    )
    assert reasons(batch) == [
        (2, "date_ambiguous"), (3, "date_impossible"), (4, "date_unreadable"), (5, "date_future"), (6, "date_missing"),
        (7, "date_too_early"), (8, "date_future"),
    ]  # fmt: skip
    assert not Purchase.objects.exists()


@pytest.mark.parametrize(
    ("price", "decimal", "amount"),
    [('"1.234,50"', ",", "1234.50"), ('"1,234.50"', ".", "1234.50"), ("฿12", "", "12"), ("(3.00)", "", "-3.00")],
)
def test_prices_are_read_with_either_decimal_mark(take: Take, price: str, decimal: str, amount: str) -> None:
    take(HEADER + f"A1,C1,2026-01-05,P1,1,{price}\n", options={"decimal": decimal})
    assert PurchaseLine.objects.get().amount == Decimal(amount)


def test_numbers_that_cannot_be_meant_are_refused_by_reason(take: Take) -> None:
    batch = take(
        HEADER
        + "A1,C1,2026-01-05,P1,0,0\n"
        + "A2,C1,2026-01-05,P1,many,1\n"
        + 'A3,C1,2026-01-05,P1,1,"1,234"\n'
        + "A4,C1,2026-01-05,P1,,5\n"
        + "A5,C1,2026-01-05,P1,1,\n"
        + "A6,C1,2026-01-05,P1,99999999999,99999999999\n"
        + f"{'A' * 201},C1,2026-01-05,P1,1,1\n"
    )
    assert reasons(batch) == [
        (2, "quantity_zero"), (3, "number_unreadable"), (4, "number_ambiguous"), (5, "quantity_missing"),
        (6, "price_missing"), (7, "number_too_large"), (8, "invoice_too_long"),
    ]  # fmt: skip


def test_a_negative_quantity_is_a_return_and_counts_against_the_revenue(take: Take) -> None:
    take(
        HEADER
        + "A1,C1,2026-01-05,P1,-2,10\nC536379,C1,2026-01-05,P1,-1,10\n"
        + "A3,C1,2026-01-05,B,1,-10\nC4,C1,2026-01-05,P1,1,5\n"
    )
    assert dict(Purchase.objects.values_list("key", "kind")) == {
        "A1": "return", "C536379": "cancellation", "A3": "adjustment", "C4": "sale",
    }  # fmt: skip
    assert Purchase.objects.get(key="A1").total == Decimal("-20.0000")


def test_a_free_line_with_a_quantity_is_taken(take: Take) -> None:
    assert take(HEADER + "A1,C1,2026-01-05,P1,3,0\n").new_count == 1


def test_rows_that_contradict_their_invoice_are_refused_and_the_first_row_wins(take: Take) -> None:
    batch = take(
        "invoice no,customer id,date,quantity,unit price,currency\n"
        "A1,C1,2026-01-05,1,10,THB\nA1,C2,2026-01-05,1,10,THB\nA1,C1,2026-01-07,1,10,THB\nA1,C1,2026-01-05,1,10,USD\n"
        "A1,C1,2026-01-05,1,10,baht\n"
    )
    assert reasons(batch) == [
        (3, "customer_conflict"), (4, "date_conflict"), (5, "currency_conflict"), (6, "currency_unknown"),
    ]  # fmt: skip
    assert Purchase.objects.get().total == Decimal("10.0000")


def test_ragged_rows_are_refused_and_the_others_taken(take: Take) -> None:
    batch = take(HEADER + "A1,C1,2026-01-05,P1,1,1\nA2,C1,2026-01-05\nA3,C1,2026-01-05,P1,1,1,extra\n")
    assert reasons(batch) == [(3, "too_few_fields"), (4, "too_many_fields")]
    assert (batch.row_count, batch.new_count) == (3, 1)


def test_rows_without_a_column_for_invoices_are_one_purchase_for_each_customer_and_day(take: Take) -> None:
    take("customer id,date,amount\nC1,2026-01-05,10\nC1,2026-01-05,20\nC1,2026-01-06,5\n")
    assert sorted(Purchase.objects.values_list("total", flat=True)) == [Decimal(5), Decimal(30)]


def test_purchases_find_the_customer_whom_the_same_source_has_told_about(take: Take) -> None:
    take("customer id,name,email\nC1,Anan Jaidee,a@example.org\n", kind="customers")
    take(HEADER + "A1,C1,2026-01-05,P1,1,1\n")
    assert Purchase.objects.get().customer == Customer.objects.get(name="Anan Jaidee")
    assert SourceRecord.objects.count() == 1


def test_typed_cells_of_parquet_and_texts_of_csv_are_the_same_lines(take: Take) -> None:
    take(HEADER + "536365,17850,2010-12-01 08:26:00,P1,6,2.55\n")
    table = pa.table(
        {
            "invoice no": ["536365"], "customer id": [17850.0], "date": [datetime(2010, 12, 1, 8, 26)],
            "product code": ["P1"], "quantity": [6], "unit price": [2.55],
        }
    )  # fmt: skip
    buffer = io.BytesIO()
    pq.write_table(table, buffer)
    again = take(buffer.getvalue(), name="same.parquet")
    assert (again.new_count, again.changed_count, again.unchanged_count) == (0, 0, 1)
    assert Customer.objects.count() == 1


def test_a_purchase_whose_customer_becomes_known_later_is_given_to_that_customer(take: Take) -> None:
    take(HEADER + "A1,,2026-01-05,P1,1,1\n")
    again = take(HEADER + "A1,C9,2026-01-05,P1,1,1\n")
    purchase = Purchase.objects.get()
    assert purchase.customer == Customer.objects.get(name="C9")
    assert purchase.record == SourceRecord.objects.get(key="C9")
    assert (again.new_count, again.figures["changed_purchases"]) == (0, 1)
