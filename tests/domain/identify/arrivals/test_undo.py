from __future__ import annotations

from collections.abc import Callable

from django.db import connection

from idic.domain.identify.arrivals.models import Change, Undoing
from idic.domain.identify.arrivals.operations.undoing import start_undo, undo_import
from idic.domain.identify.models import ContactPoint, Customer, ImportBatch, Link, RecordVersion, SourceRecord
from idic.domain.identify.operations.customers import create_customer
from idic.domain.sales.models import Purchase, PurchaseLine
from idic.foundation.events.models import Event
from idic.foundation.jobs.progress import SilentProgress
from tests.conftest import Cast

Take = Callable[..., ImportBatch]
HEADER = "customer id,name,phone,email,birth date\n"
LINES = "invoice no,line no,customer id,date,product code,quantity,unit price\n"


def undo(batch: ImportBatch, cast: Cast) -> dict[str, object]:
    start_undo(batch, by=cast.administrator)  # type: ignore[arg-type]
    return undo_import(batch.pk, SilentProgress())


def rows(table: str, *, without: tuple[str, ...] = ()) -> list[dict[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t) FROM {table} t ORDER BY id")
        found = [
            dict(row[0]) if isinstance(row[0], dict) else __import__("json").loads(row[0]) for row in cursor.fetchall()
        ]
    return [{name: value for name, value in row.items() if name not in without} for row in found]


def test_what_a_file_brought_is_gone_and_what_it_changed_is_as_before(cast: Cast, take: Take) -> None:
    take(HEADER + "1,Anan Jaidee,0812345678,anan@example.org,1980-02-03\n2,Malee Suk,0898765432,,\n")
    # An import tells only where the name comes from, and the tokens have no order.
    own = ("updated_at", "version", "provenance", "search_keys")
    before = (
        rows("identify_customer", without=own),
        rows("identify_sourcerecord"),
        rows("identify_contactpoint", without=("id",)),
    )
    second = take(HEADER + "1,Anan Jaidee,0811111111,new@example.org,1980-02-03\n3,Piti Dee,0822222222,,\n")
    assert (second.new_count, second.changed_count) == (1, 1)
    figures = undo(second, cast)
    assert (figures["records_removed"], figures["customers_removed"], figures["records_restored"]) == (1, 1, 1)
    assert figures["kept"] == {}
    after = (
        rows("identify_customer", without=own),
        rows("identify_sourcerecord"),
        rows("identify_contactpoint", without=("id",)),
    )
    assert after[1] == before[1]
    assert after[0] == before[0]
    assert sorted(map(str, after[2])) == sorted(map(str, before[2]))
    assert not RecordVersion.objects.exists()
    assert Event.objects.filter(verb="import.undone", subject_id=str(second.pk)).count() == 1


def test_the_same_file_after_its_undoing_is_new_again(cast: Cast, take: Take) -> None:
    text = HEADER + "1,Anan Jaidee,0812345678,,\n"
    undo(take(text), cast)
    assert (Customer.objects.count(), SourceRecord.objects.count(), Link.objects.count()) == (0, 0, 0)
    assert take(text).new_count == 1


def test_a_customer_with_purchases_stays_and_is_named(cast: Cast, take: Take) -> None:
    batch = take(HEADER + "1,Anan Jaidee,0812345678,,\n2,Malee Suk,0898765432,,\n")
    take(LINES + "A1,1,1,2026-01-05,P1,2,10\n", kind="purchases")
    figures = undo(batch, cast)
    held = Customer.objects.get()
    assert held.name == "Anan Jaidee"
    assert figures["kept"] == {"has:sales_purchase": 1}
    assert figures["kept_customers"] == [held.pk]


def test_a_record_that_joined_a_known_customer_leaves_it_as_it_was(cast: Cast, take: Take) -> None:
    known = create_customer(
        {"given_name": "Anan", "family_name": "Jaidee", "email": "anan@example.org"},
        by=cast.administrator,  # type: ignore[arg-type]
    )
    batch = take(HEADER + "1,Anan Jaidee,0812345678,anan@example.org,\n")
    assert batch.figures["matched"] == {"email": 1}
    figures = undo(batch, cast)
    assert (figures["records_removed"], figures["customers_removed"]) == (1, 0)
    known.refresh_from_db()
    assert (known.phone, known.record_count) == ("", 1)
    assert ContactPoint.objects.filter(customer=known).count() == 1


def test_what_a_later_file_changed_stays_and_is_counted(cast: Cast, take: Take) -> None:
    first = take(HEADER + "1,Anan Jaidee,0812345678,,\n")
    take(HEADER + "1,Anan Jaidee,0811111111,,\n")
    figures = undo(first, cast)
    assert figures["kept"] == {"changed_again": 1}
    assert SourceRecord.objects.count() == 1


def test_purchases_and_their_lines_go_and_changed_ones_come_back(cast: Cast, take: Take) -> None:
    take(LINES + "A1,1,C1,2026-01-05,P1,2,10\nA1,2,C1,2026-01-05,P1,1,5\n", kind="purchases")
    before = rows("sales_purchase"), rows("sales_purchaseline")
    batch = take(
        LINES + "A1,1,C1,2026-01-05,P1,3,10\nA1,3,C1,2026-01-05,P2,1,1\nA2,1,C9,2026-01-06,P1,1,1\n", kind="purchases"
    )
    assert (batch.new_count, batch.changed_count) == (2, 1)
    figures = undo(batch, cast)
    assert (rows("sales_purchase"), rows("sales_purchaseline")) == before
    assert figures["purchases_removed"] == 1
    assert figures["customers_removed"] == 1
    assert list(SourceRecord.objects.values_list("key", flat=True)) == ["C1"]


def test_an_undoing_done_twice_does_nothing_the_second_time(cast: Cast, take: Take) -> None:
    batch = take(HEADER + "1,Anan Jaidee,0812345678,,\n")
    first = undo(batch, cast)
    assert undo_import(batch.pk, SilentProgress()) == first
    assert Undoing.objects.count() == 1
    assert not Change.objects.exists()
    assert (Purchase.objects.count(), PurchaseLine.objects.count()) == (0, 0)
