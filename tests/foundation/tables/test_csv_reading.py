from pathlib import Path

import pytest

from idic.foundation.tables import (
    Batch,
    Notice,
    RefusalReason,
    RefusedRow,
    RepairReason,
    Table,
    TableError,
    TableKind,
    limits,
    open_table,
)


def file_of(tmp_path: Path, content: str | bytes, name: str = "file.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def everything(table: Table) -> Batch:
    (batch,) = table.batches(size=1_000_000)
    return batch


def refusal_of(path: Path, **choices: str) -> TableError:
    with pytest.raises(TableError) as caught:
        list(open_table(path, **choices).batches())
    return caught.value


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    batch = everything(open_table(file_of(tmp_path, "id,name\n1,Ann\n2,Bo\n")))
    assert batch.first_row_number == 2
    assert batch.next_row_number == 4
    assert list(batch.row_numbers) == [2, 3]
    assert batch.columns == {"id": ["1", "2"], "name": ["Ann", "Bo"]}
    assert batch.refused == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    lines = [["id", "name", "amount"], ["1", "Ann", '"1,5"'], ["2", "Bo; Co", "2"], ["3", "Cy", "3"]]
    text = "".join(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in line) + "\n" for line in lines)
    table = open_table(file_of(tmp_path, text.replace('""', '"')))
    assert table.delimiter == delimiter
    assert table.columns == ("id", "name", "amount")


def test_a_decimal_comma_does_not_pass_for_the_delimiter(tmp_path: Path) -> None:
    table = open_table(file_of(tmp_path, "id;amount\n1;2,50\n2;3,75\n"))
    assert (table.delimiter, table.columns) == (";", ("id", "amount"))


def test_the_separator_line_of_excel_is_obeyed_and_counted(tmp_path: Path) -> None:
    batch = everything(open_table(file_of(tmp_path, "sep=;\nid;name\n1;Ann\n")))
    assert list(batch.row_numbers) == [3]
    assert batch.columns == {"id": ["1"], "name": ["Ann"]}


def test_a_wrong_delimiter_is_refused_with_the_right_one(tmp_path: Path) -> None:
    error = refusal_of(file_of(tmp_path, "id;name\n1;Ann\n2;Bo\n"), delimiter=",")
    assert (error.code, error.values["suggestion"]) == ("wrong_delimiter", "';'")
    assert refusal_of(file_of(tmp_path, "id;name\n1;A\n"), delimiter="x").code == "unknown_delimiter"


def test_a_quoted_field_may_hold_line_ends_delimiters_and_quotes(tmp_path: Path) -> None:
    text = 'id,note\r\n1,"two\r\nlines, one ""word"""\r\n2,plain\r\n'
    batch = everything(open_table(file_of(tmp_path, text)))
    assert batch.columns["note"] == ['two\nlines, one "word"', "plain"]
    assert list(batch.row_numbers) == [2, 3]


def test_ragged_rows_are_refused_by_number_and_the_others_kept(tmp_path: Path) -> None:
    batch = everything(open_table(file_of(tmp_path, "a,b\n1,2\n3\n4,5,6\n\n7,8\n")))
    assert batch.columns == {"a": ["1", "7"], "b": ["2", "8"]}
    assert list(batch.row_numbers) == [2, 6]
    assert batch.refused == [
        RefusedRow(3, RefusalReason.TOO_FEW_FIELDS, "3"),
        RefusedRow(4, RefusalReason.TOO_MANY_FIELDS, "4,5,6"),
    ]
    assert batch.blank_rows == 1


def test_rows_of_delimiters_only_are_blank(tmp_path: Path) -> None:
    batch = everything(open_table(file_of(tmp_path, "a,b\n1,\n,\n,4\n")))
    assert batch.columns == {"a": ["1", None], "b": [None, "4"]}
    assert (list(batch.row_numbers), batch.blank_rows) == ([2, 4], 1)


def test_broken_quotes_are_refused_by_number(tmp_path: Path) -> None:
    batch = everything(open_table(file_of(tmp_path, 'a,b\n1,2\n"3"x,4\n5,6" pipe\n')))
    assert batch.refused == [RefusedRow(3, RefusalReason.BAD_QUOTES, '"3"x,4')]
    assert batch.columns == {"a": ["1", "5"], "b": ["2", '6" pipe']}


@pytest.mark.parametrize("rows_after", [3, 100_000])
def test_a_quote_that_never_closes_refuses_the_file_at_its_row(tmp_path: Path, rows_after: int) -> None:
    error = refusal_of(file_of(tmp_path, 'a,b\n1,2\n3,"open\n' + "4,5\n" * rows_after))
    assert (error.code, error.values["row"]) == ("unclosed_quote", 3)


def test_nul_characters_refuse_their_row_only(tmp_path: Path) -> None:
    batch = everything(open_table(file_of(tmp_path, "a,b\n" + "1,2\n" * 100 + "x\0y,3\n" + "4,5\n" * 100)))
    assert [(row.row_number, row.reason) for row in batch.refused] == [(102, RefusalReason.NUL_CHARACTER)]
    assert len(batch) == 200


def test_binary_content_is_refused(tmp_path: Path) -> None:
    assert refusal_of(file_of(tmp_path, b"a,b\n" + bytes(range(256)) * 2 + b"\0" * 500)).code == "binary_content"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "empty_file"),
        ("\n \n\n", "empty_file"),
        ("\ufeff", "empty_file"),
        ("id,name\n", "no_data_rows"),
        ("id,name", "no_data_rows"),
        ("id,name\n\n\n", "no_data_rows"),
        ("00001,1997-01-01,1,11.77\n00002,1997-01-12,1,12.00\n", "no_header_row"),
    ],
)
def test_files_without_header_or_rows_are_refused_by_name(tmp_path: Path, content: str, code: str) -> None:
    assert refusal_of(file_of(tmp_path, content)).code == code


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal_of(tmp_path / "nothing.csv").code == "file_not_readable"
    assert refusal_of(tmp_path).code == "file_not_readable"


def test_headers_are_made_unique_and_the_repairs_are_told(tmp_path: Path) -> None:
    table = open_table(file_of(tmp_path, "name,,name,name (2), name \n1,2,3,4,5\n"))
    assert table.columns == ("name", "column_2", "name (3)", "name (2)", "name (4)")
    assert [(repair.position, repair.reason) for repair in table.repairs] == [
        (2, RepairReason.EMPTY),
        (3, RepairReason.DUPLICATE),
        (5, RepairReason.DUPLICATE),
    ]


def test_a_line_of_many_megabytes_is_refused(tmp_path: Path) -> None:
    error = refusal_of(file_of(tmp_path, "a,b\n1,2\n" + "x" * (limits.MAX_RECORD_CHARS + limits.MIB)))
    assert (error.code, error.values["row"]) == ("line_too_long", 3)
    assert refusal_of(file_of(tmp_path, "x," * limits.MAX_RECORD_CHARS)).code == "line_too_long"


def test_a_field_beyond_the_limit_refuses_its_row(tmp_path: Path) -> None:
    batch = everything(open_table(file_of(tmp_path, "a,b\n1,2\n3," + "x" * (limits.MAX_FIELD_CHARS + 1) + "\n4,5\n")))
    assert [(row.row_number, row.reason) for row in batch.refused] == [(3, RefusalReason.FIELD_TOO_LONG)]
    assert len(batch.refused[0].excerpt) == limits.EXCERPT_CHARS
    assert batch.columns["a"] == ["1", "4"]


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    header = ",".join(f"c{number}" for number in range(limits.MAX_COLUMNS + 1))
    assert refusal_of(file_of(tmp_path, header + "\n" + header + "\n")).code == "too_many_columns"


def test_a_single_column_is_a_table(tmp_path: Path) -> None:
    batch = everything(open_table(file_of(tmp_path, "email\na@example.org\n\nb@example.org\n")))
    assert batch.columns == {"email": ["a@example.org", "b@example.org"]}
    assert list(batch.row_numbers) == [2, 4]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read(tmp_path: Path, line_end: str) -> None:
    batch = everything(open_table(file_of(tmp_path, line_end.join(["a,b", "1,2", "3,4"]))))
    assert batch.columns == {"a": ["1", "3"], "b": ["2", "4"]}


def mixed_file(tmp_path: Path, rows: int) -> tuple[Path, list[int], list[int]]:
    """Long enough for many pieces, with quotes, embedded line ends, blank and ragged rows at odd places."""
    lines, kept, refused = ["id,note,amount"], [], []
    for row in range(2, rows + 2):
        if row % 9_973 == 0:
            lines.append("")
        elif row % 7_919 == 0:
            lines.append(f"{row},short")
            refused.append(row)
        else:
            kept.append(row)
            note = f'"line\nend {row}, ""quoted"""' if row % 1_009 == 0 else f"สวัสดี {row}"
            lines.append(f"{row},{note},1.5")
    return file_of(tmp_path, "\n".join(lines)), kept, refused


def test_row_numbers_hold_over_the_pieces_of_a_long_file(tmp_path: Path) -> None:
    path, kept, refused = mixed_file(tmp_path, 60_000)
    batches = list(open_table(path).batches(size=7_000))
    assert [number for batch in batches for number in batch.row_numbers] == kept
    assert [int(str(cell)) for batch in batches for cell in batch.columns["id"]] == kept
    assert [row.row_number for batch in batches for row in batch.refused] == refused
    assert [batch.first_row_number for batch in batches[1:]] == [batch.next_row_number for batch in batches[:-1]]
    assert {len(batch) for batch in batches[:-1]} == {7_000}


def test_reading_goes_on_where_it_was_broken_off(tmp_path: Path) -> None:
    path, kept, refused = mixed_file(tmp_path, 30_000)
    table = open_table(path)
    first = next(table.batches(size=9_000))
    rest = list(table.batches(size=9_000, start_row=first.next_row_number))
    assert [*first.row_numbers, *(number for batch in rest for number in batch.row_numbers)] == kept
    assert [row.row_number for batch in [first, *rest] for row in batch.refused] == refused


def test_a_file_of_refused_rows_is_handed_out_in_batches_too(tmp_path: Path) -> None:
    batches = list(open_table(file_of(tmp_path, "a,b\n1,2\n" + "3\n" * 200_000)).batches(size=1_000))
    assert len(batches) > 1
    assert sum(len(batch.refused) for batch in batches) == 200_000


def test_the_sample_is_short_and_the_estimate_close(tmp_path: Path) -> None:
    path, kept, _ = mixed_file(tmp_path, 60_000)
    table = open_table(path)
    assert len(table.sample(20)) == 20
    assert table.row_estimate == pytest.approx(len(kept), rel=0.1)
    assert not table.row_estimate_is_exact
    small = open_table(file_of(tmp_path, "a\nx\ny\n", "small.csv"))
    assert (small.row_estimate, small.row_estimate_is_exact) == (2, True)


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"<!DOCTYPE html><table><tr>", "HTML"),
        (b"\xef\xbb\xbf<html><table>", "HTML"),
        (b"<?xml version='1.0'?>", "XML"),
        (b"SQLite format 3\x00", "SQLite"),
    ],
)
def test_content_that_is_no_table_is_refused_whatever_the_name(tmp_path: Path, content: bytes, named: str) -> None:
    for name in ("file.csv", "file.xls"):
        error = refusal_of(file_of(tmp_path, content, name))
        assert (error.code, error.values["content"]) == ("unsupported_content", named)


def test_an_extension_that_lies_is_noted_and_the_content_believed(tmp_path: Path) -> None:
    table = open_table(file_of(tmp_path, "a,b\n1,2\n", "file.xlsx"))
    assert table.kind is TableKind.CSV
    assert table.notices == (Notice.EXTENSION_DISAGREES,)
    assert open_table(file_of(tmp_path, "a,b\n1,2\n")).notices == ()


def test_hostile_headers_are_named_quickly(tmp_path: Path) -> None:
    columns = open_table(file_of(tmp_path, ",".join(["a"] * 8_000 + [""] * 8_000) + "\n1\n")).columns
    assert len(set(columns)) == 16_000
    assert open_table(file_of(tmp_path, "1" * 100_000 + "x,b\n1,2\n")).columns[1] == "b"


def test_long_texts_cut_a_batch_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BATCH_WEIGHT", limits.MIB)
    path = file_of(tmp_path, "id,note\n" + "".join(f"{row},{'x' * 10_000}\n" for row in range(2, 502)))
    batches = list(open_table(path).batches())
    assert max(len(batch) for batch in batches) <= 150
    assert [number for batch in batches for number in batch.row_numbers] == list(range(2, 502))


def test_wide_tables_come_in_shorter_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BATCH_CELLS", 100)
    batches = list(open_table(file_of(tmp_path, "a,b,c,d\n" + "1,2,3,4\n" * 60)).batches())
    assert [len(batch) for batch in batches] == [25, 25, 10]
