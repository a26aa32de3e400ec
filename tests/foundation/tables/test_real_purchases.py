import csv
import gzip
import io
from pathlib import Path

import pytest

from idic.foundation.tables import open_table
from idic.foundation.tables.fields import ImportKind
from idic.foundation.tables.mapping import guess_mapping, mapping_problems

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "online_retail"
CSV_FILE = DATA / "online_retail_2010_12.csv.gz"
PARQUET_FILE = DATA / "online_retail_2010_2011.parquet"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real purchases lie beside the repository, not in it")


def test_the_december_file_is_read_whole_and_mapped_completely() -> None:
    table = open_table(CSV_FILE)
    assert table.row_estimate == pytest.approx(42_481, rel=0.05)
    batches = list(table.batches(size=10_000))
    assert sum(len(batch) for batch in batches) == 42_481
    assert [batch.refused for batch in batches if batch.refused] == []
    mapping = guess_mapping(table.columns, table.sample(200), ImportKind.PURCHASES)
    assert mapping_problems(mapping, table.columns) == []
    assert {name: choice.column for name, choice in mapping.choices.items()} == {
        "invoice_key": "InvoiceNo",
        "customer_key": "CustomerID",
        "at": "InvoiceDate",
        "product_code": "StockCode",
        "product_name": "Description",
        "quantity": "Quantity",
        "unit_price": "UnitPrice",
        "country": "Country",
    }


def test_every_cell_equals_what_the_csv_module_reads() -> None:
    with gzip.open(CSV_FILE) as packed:
        _, *records = csv.reader(io.TextIOWrapper(packed, encoding="utf-8", newline=""))
    batches = list(open_table(CSV_FILE).batches())
    read = [row for batch in batches for row in zip(*batch.columns.values(), strict=True)]
    assert read == [tuple(cell or None for cell in record) for record in records]


def test_the_full_year_is_read_from_parquet() -> None:
    rows, quantity, revenue = 0, 0, 0.0
    for batch in open_table(PARQUET_FILE).batches():
        rows += len(batch)
        quantity += sum(batch.columns["Quantity"])  # type: ignore[arg-type]  # the file stores integers only
        revenue += sum(q * p for q, p in zip(batch.columns["Quantity"], batch.columns["UnitPrice"], strict=True))  # type: ignore[operator, misc]  # the file stores numbers only
    assert (rows, quantity, round(revenue, 3)) == (541_909, 5_176_450, 9_747_747.934)
