"""The short ways of reading a spelling say what the long one says."""

from __future__ import annotations

from datetime import date
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from idic.domain.identify.importing.figures import Refusals
from idic.domain.identify.importing.rows import Chunk, as_text, texts_of
from idic.domain.sales.importing.columns import LineColumns
from idic.domain.sales.importing.lines import LineReader
from idic.domain.sales.importing.spellings import Amounts, Moments, as_figures, microseconds
from idic.foundation.tables.batch import Cell

TODAY = date(2026, 11, 22)


def reader(zone: str = "Asia/Bangkok", **options: str) -> LineReader:
    return LineReader({}, options, Refusals(), zone=ZoneInfo(zone), currency="THB", today=TODAY)


@pytest.mark.parametrize("zone", ["Asia/Bangkok", "Europe/Berlin", "America/New_York", "Asia/Shanghai"])
def test_a_moment_read_by_day_and_clock_is_the_moment_read_whole(zone: str) -> None:
    days = ["2024-03-10", "2024-03-31", "2024-10-27", "2024-11-03", "1986-05-04", "2026-11-22", "2026-11-23", "2024-02-30",
            "1899-12-31", "2027-01-01", "2099-01-01", "20x4-01-01", "2025-06-15"]  # fmt: skip
    clocks = ["00:00:00", "02:30:00", "01:59:59", "23:59:59", "24:00:00", "12:60:00", "9:00:00a"]
    moments, whole = Moments(reader(zone)), reader(zone)
    for day, mark, clock in product(days, " Tx", clocks):
        cell = f"{day}{mark}{clock}"
        moment = whole.moment(cell)
        expected = moment and (microseconds(moment), moment.astimezone(whole.zone).date().isoformat())
        assert moments.read(cell) == expected, cell


@pytest.mark.parametrize("decimal", ["", ".", ","])
def test_an_amount_read_by_quantity_and_price_is_the_amount_read_whole(decimal: str) -> None:
    quantities: list[Cell] = ["1", "10", "-2", "0", "-0", "0.5", "2.50", "1200", "99999999999", "1,5", "x", "", None, 3]
    prices: list[Cell] = [
        "9.99",
        "100",
        "0",
        "0.01",
        "-5",
        "99999999999",
        "100000000000",
        "1.005",
        "1,234.50",
        None,
        2.5,
    ]
    options = {"decimal": decimal} if decimal else {}
    amounts, whole = Amounts(reader(**options)), reader(**options)
    names = ("quantity", "unit_price", "discount", "line_amount")
    for four in product(quantities, prices, (None, "1"), (None, "7.50")):
        found = whole.figures(dict(zip(names, four, strict=True)))
        assert amounts.read(four) == (None if found is None else as_figures(*found)), four


@pytest.mark.parametrize(
    "column",
    [["a", "b"], ["a", None, " b "], ["'=1+1", "x"], ["x", "it's"], ["x\n'y"], ["a\x00", "b"], [1, 2.0, None, "x"], []],
)
def test_a_column_read_whole_is_the_column_read_cell_by_cell(column: list[Cell]) -> None:
    assert texts_of(column) == [as_text(cell) for cell in column]


def test_a_product_has_one_number_within_a_chunk_and_no_other_product_of_the_file_has_it() -> None:
    columns = LineColumns(reader())

    def numbers(first_row: int, codes: list[Cell]) -> list[str]:
        count = len(codes)
        cells: dict[str, list[Cell]] = {
            "invoice_key": ["I1"] * count, "at": ["2025-01-01"] * count, "product_code": codes,
            "quantity": ["1"] * count, "unit_price": ["2"] * count,
        }  # fmt: skip
        piece = columns.pieces(Chunk(list(range(first_row, first_row + count)), cells, None))["line"]
        at = list(piece.columns).index("product")
        return [line.split(",")[at] for line in piece.text.decode().splitlines()]

    assert numbers(2, ["A", "B", "A", None]) == ["2", "3", "2", ""]
    assert numbers(6, ["B", "A"]) == ["6", "7"]
