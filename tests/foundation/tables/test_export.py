import csv
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic.foundation.tables import Cell, TableError, export, open_table
from idic.foundation.tables.export import (
    ColumnKind,
    ExportColumn,
    csv_pieces,
    guarded,
    unguarded,
    write_csv,
    write_parquet,
    write_xlsx,
)

DANGEROUS = ["=1+1", "+66812345678", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "''@x"]
HARMLESS = ["Ann", "'tis", "a=b", "สมชาย", " x", "1-2"]
COLUMNS = [
    ExportColumn("name"),
    ExportColumn("count", ColumnKind.INTEGER),
    ExportColumn("rate", ColumnKind.NUMBER),
    ExportColumn("amount", ColumnKind.DECIMAL),
    ExportColumn("day", ColumnKind.DATE),
    ExportColumn("at", ColumnKind.MOMENT),
]
AT = datetime(2024, 5, 4, 10, 30, tzinfo=UTC)


def row_of(text: str | None) -> list[Cell]:
    return [text, -5, -0.5, Decimal("-1.25"), date(2024, 5, 4), AT]


@given(st.text() | st.sampled_from([*DANGEROUS, *HARMLESS]) | st.text("'=+-@\t\r\na", max_size=5))
def test_guarding_is_undone_exactly_and_leaves_no_formula(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


def test_only_dangerous_texts_are_touched() -> None:
    assert [guarded(text) for text in DANGEROUS] == ["'" + text for text in DANGEROUS]
    assert [guarded(text) for text in HARMLESS] == HARMLESS


def test_csv_guards_texts_and_headers_and_leaves_numbers(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_csv(path, [ExportColumn("=cmd"), *COLUMNS[1:]], [row_of(text) for text in [*DANGEROUS, *HARMLESS, None]])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header[0] == "'=cmd"
    assert [unguarded(row[0]) for row in rows] == [*DANGEROUS, *HARMLESS, ""]
    assert rows[0][0] == "'=1+1"
    assert rows[0][1:] == ["-5", "-0.5", "-1.25", "2024-05-04", "2024-05-04 10:30:00+00:00"]


def test_csv_is_streamed(tmp_path: Path) -> None:
    taken = 0

    def rows() -> Iterator[list[Cell]]:
        nonlocal taken
        for number in range(100_000):
            taken += 1
            yield [number]

    pieces = csv_pieces([ExportColumn("id")], rows())
    next(pieces)
    assert taken <= 20_000
    assert b"".join(pieces).count(b"\xef\xbb\xbf") == 0


def test_excel_gets_text_cells_that_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    texts = [*DANGEROUS, *HARMLESS, "{=1}", "http://example.org"]
    write_xlsx(path, COLUMNS, [row_of(text) for text in texts])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"<hyperlink" not in sheet
        assert b'quotePrefix="1"' in archive.read("xl/styles.xml")
    (batch,) = open_table(path).batches()
    assert [str(text).replace("\r\n", "\n") for text in batch.columns["name"]] == texts
    assert [column[0] for column in list(batch.columns.values())[1:]] == [
        -5,
        -0.5,
        -1.25,
        date(2024, 5, 4),
        "2024-05-04 10:30:00+00:00",
    ]


def test_parquet_is_typed_and_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "out.parquet"
    write_parquet(path, COLUMNS, [row_of(text) for text in [*DANGEROUS, None]])
    (batch,) = open_table(path).batches()
    assert batch.columns["name"] == [*DANGEROUS, None]
    assert [column[0] for column in batch.columns.values()][1:] == row_of("")[1:]


def test_csv_read_back_gives_the_same_texts(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    texts = [text for text in [*DANGEROUS, *HARMLESS] if "\r" not in text]
    write_csv(path, COLUMNS, [row_of(text) for text in texts])
    (batch,) = open_table(path).batches()
    assert [unguarded(str(text)) for text in batch.columns["name"]] == texts


def test_what_a_format_cannot_hold_is_refused_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "MAX_SHEET_ROWS", 3)
    cases = [
        (write_xlsx, [row_of("a")] * 3, "too_many_rows_for_sheet"),
        (write_xlsx, [row_of("a" * 32_768)], "text_too_long_for_sheet"),
        (write_parquet, [["a", "five", 1.0, None, None, None]], "value_not_of_column"),
    ]
    for write, rows, code in cases:
        with pytest.raises(TableError) as caught:
            write(tmp_path / "out", COLUMNS, rows)
        assert caught.value.code == code
        assert list(tmp_path.iterdir()) == []
