from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection

from idic.domain.identify.arrivals.operations.trying import try_import
from idic.domain.identify.models import Customer, ImportBatch
from idic.domain.identify.operations.imports.now import import_now
from idic.domain.sales.models import Purchase
from idic.foundation.jobs.progress import SilentProgress

Take = Callable[..., ImportBatch]
HEADER = "customer id,name,phone,email,birth date\n"
LINES = "invoice no,customer id,date,product code,quantity,unit price\n"


def counts(figures: dict[str, object]) -> tuple[object, ...]:
    return tuple(figures[name] for name in ("rows", "new", "changed", "unchanged", "refused"))


def test_a_dry_run_tells_what_the_import_then_does_and_keeps_nothing(upload: Take, take: Take) -> None:
    take(HEADER + "1,Anan Jaidee,0812345678,,\n2,Malee Suk,0898765432,,\n")
    batch = upload(HEADER + "1,Anan Jaidee,0812345678,,\n2,Malee Suk,0811111111,,\n3,Piti,0822222222,,\n,Nobody,,,\n")
    figures = try_import(batch, SilentProgress())
    assert counts(figures) == (4, 1, 1, 1, 1)
    assert figures["refused_by_code"] == {"key_missing": 1}
    assert (Customer.objects.count(), Customer.objects.filter(phone__endswith="1111").count()) == (2, 0)
    done = import_now(batch, by=None)
    assert (done.row_count, done.new_count, done.changed_count, done.unchanged_count, done.refused_count) == (
        4,
        1,
        1,
        1,
        1,
    )


def test_rows_staged_by_a_dry_run_are_not_read_again(upload: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = upload(HEADER + "1,Anan Jaidee,0812345678,,\n")
    try_import(batch, SilentProgress())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), max(rows) FROM import_{batch.pk}_chunk")
        assert cursor.fetchone() == (1, 1)
    import_now(batch, by=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"import_{batch.pk}_chunk"])
        assert cursor.fetchone() == (None,)


def test_another_mapping_reads_the_rows_anew(upload: Take, take: Take) -> None:
    from idic.domain.identify.operations.imports.upload import configure_import

    batch = upload(HEADER + "1,Anan Jaidee,0812345678,,\n")
    try_import(batch, SilentProgress())
    fields = {field: column for field, column in batch.mapping.items() if field != "phone"}
    configure_import(batch, mapping=fields, options=batch.options, by=None)
    import_now(batch, by=None)
    assert Customer.objects.get().phone == ""


def test_a_dry_run_of_purchases_counts_lines_purchases_and_unknown_customers(upload: Take, take: Take) -> None:
    take(LINES + "A1,C1,2026-01-05,P1,2,10\n", kind="purchases")
    batch = upload(
        LINES + "A1,C1,2026-01-05,P1,2,10\nA1,C1,2026-01-05,P2,1,5\nA2,C2,2026-01-06,P3,1,1\n", kind="purchases"
    )
    figures = try_import(batch, SilentProgress())
    assert counts(figures) == (3, 2, 0, 1, 0)
    assert (figures["new_purchases"], figures["new_products"], figures["new_customers"]) == (1, 2, 1)
    assert Purchase.objects.count() == 1
    done = import_now(batch, by=None)
    assert (done.new_count, done.unchanged_count) == (2, 1)
    assert done.figures["new_purchases"] == 1
