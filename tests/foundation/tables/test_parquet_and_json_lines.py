import gzip
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from idic.foundation.tables import RefusalReason, RefusedRow, TableError, TableKind, limits, open_table


def refusal_code(path: Path) -> str:
    with pytest.raises(TableError) as caught:
        list(open_table(path).batches())
    return caught.value.code


def stored(tmp_path: Path, table: pa.Table, name: str = "file.parquet") -> Path:
    path = tmp_path / name
    pq.write_table(table, path, compression="zstd")
    return path


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    columns = {
        "id": pa.array([0, 1, None]),
        "name": pa.array(["สมชาย", "", None]),
        "amount": pa.array([Decimal("1.10"), None, Decimal("-2.00")]),
        "rate": pa.array([0.5, None, 2.0]),
        "day": pa.array([date(2024, 5, 4), None, None]),
        "at": pa.array([datetime(2024, 5, 4, 10), None, None], pa.timestamp("ns")),
        "seen": pa.array([datetime(2024, 5, 4, 10, tzinfo=UTC), None, None]),
        "active": pa.array([True, False, None]),
        "group": pa.array([0, 0, 7]).dictionary_encode(),
    }
    table = open_table(stored(tmp_path, pa.table(columns), "file.csv"))
    assert (table.kind, table.row_estimate, table.row_estimate_is_exact) == (TableKind.PARQUET, 3, True)
    (batch,) = table.batches()
    assert list(batch.row_numbers) == [1, 2, 3]
    assert batch.columns == {
        "id": [0, 1, None],
        "name": ["สมชาย", None, None],
        "amount": [Decimal("1.10"), None, Decimal("-2.00")],
        "rate": [0.5, None, 2.0],
        "day": [date(2024, 5, 4), None, None],
        "at": [datetime(2024, 5, 4, 10), None, None],
        "seen": [datetime(2024, 5, 4, 10, tzinfo=UTC), None, None],
        "active": ["TRUE", "FALSE", None],
        "group": [0, 0, 7],
    }


def test_parquet_comes_in_batches_and_can_be_resumed(tmp_path: Path) -> None:
    table = open_table(stored(tmp_path, pa.table({"id": range(120_000), "name": [str(n) for n in range(120_000)]})))
    assert [len(batch) for batch in table.batches(size=50_000)] == [50_000, 50_000, 20_000]
    (rest,) = table.batches(start_row=100_001)
    assert (rest.row_numbers[0], rest.columns["name"][0], len(rest)) == (100_001, "100000", 20_000)


def test_repeated_parquet_columns_are_renamed(tmp_path: Path) -> None:
    table = open_table(stored(tmp_path, pa.table([pa.array([1]), pa.array([2])], names=["a", "a"])))
    (batch,) = table.batches()
    assert batch.columns == {"a": [1], "a (2)": [2]}


def test_parquet_without_rows_or_with_nested_columns_is_refused(tmp_path: Path) -> None:
    assert refusal_code(stored(tmp_path, pa.table({"id": pa.array([], pa.int64())}))) == "no_data_rows"
    assert refusal_code(stored(tmp_path, pa.table({"id": [[1, 2]]}))) == "nested_columns"


@pytest.mark.parametrize("kept", [0.3, 0.99])
def test_truncated_parquet_is_refused(tmp_path: Path, kept: float) -> None:
    path = stored(tmp_path, pa.table({"id": list(range(10_000))}))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    assert refusal_code(path) == "truncated_file"


def test_damaged_parquet_is_refused(tmp_path: Path) -> None:
    path = stored(tmp_path, pa.table({"id": list(range(10_000))}))
    content = path.read_bytes()
    path.write_bytes(content[:-60] + b"\xff" * 52 + content[-8:])
    assert refusal_code(path) == "damaged_file"


def test_one_long_text_named_by_every_row_is_refused(tmp_path: Path) -> None:
    text = "x" * (limits.MAX_FIELD_CHARS - 1)
    path = stored(tmp_path, pa.table({"note": pa.DictionaryArray.from_arrays(pa.array([0] * 20_000), [text])}))
    assert path.stat().st_size < limits.MIB
    assert refusal_code(path) == "column_too_large"


def test_large_row_groups_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = stored(tmp_path, pa.table({"id": list(range(10_000))}))
    monkeypatch.setattr(limits, "MAX_ROW_GROUP_BYTES", 1_000)
    assert refusal_code(path) == "row_group_too_large"


def test_json_lines_are_read_exactly_and_bad_lines_refused(tmp_path: Path) -> None:
    good = ['{"id": 1, "name": "สมชาย", "amount": 1.10, "vip": true}', "", '{"id": 2, "name": ""}']
    bad = {
        '{"id": 3': RefusalReason.BAD_JSON,
        "[1]": RefusalReason.BAD_JSON,
        '{"id": NaN}': RefusalReason.BAD_JSON,
        "[" * 100_000: RefusalReason.BAD_JSON,
        '{"id": {"a": 1}}': RefusalReason.NESTED_VALUE,
        '{"id": 1, "id": 2}': RefusalReason.DUPLICATE_KEY,
        '{"name": "\\u0000"}': RefusalReason.NUL_CHARACTER,
        '{"name": "\\ud800"}': RefusalReason.BAD_CHARACTER,
    }
    path = tmp_path / "file.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join([*good, *bad]).encode()))
    table = open_table(path)
    assert (table.kind, table.columns) == (TableKind.JSON_LINES, ("id", "name", "amount", "vip"))
    (batch,) = table.batches()
    assert list(batch.row_numbers) == [1, 3]
    assert batch.columns == {
        "id": [1, 2],
        "name": ["สมชาย", None],
        "amount": [Decimal("1.10"), None],
        "vip": ["TRUE", None],
    }
    assert batch.refused == [
        RefusedRow(row, reason, line[: limits.EXCERPT_CHARS]) for row, (line, reason) in enumerate(bad.items(), 4)
    ]


def test_a_key_that_turns_up_late_is_refused_not_dropped(tmp_path: Path) -> None:
    path = tmp_path / "file.jsonl"
    path.write_text('{"id": 1}\n' * limits.JSON_HEADER_ROWS + '{"id": 2, "late": 3}\n')
    (batch,) = open_table(path).batches()
    assert [(row.row_number, row.reason) for row in batch.refused] == [
        (limits.JSON_HEADER_ROWS + 1, RefusalReason.UNKNOWN_KEY)
    ]


def test_a_json_array_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_text('[{"id": 1},\n {"id": 2}]')
    assert refusal_code(path) == "unsupported_content"
