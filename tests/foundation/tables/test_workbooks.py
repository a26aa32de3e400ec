import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from idic.foundation.tables import Notice, TableError, TableKind, limits, open_table


def refusal_code(path: Path, **choices: str) -> str:
    with pytest.raises(TableError) as caught:
        list(open_table(path, **choices).batches())
    return caught.value.code


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        book.add_worksheet("Empty")
        page = book.add_worksheet("ลูกค้า")
        page.write_row(2, 1, ["id", "name", "", "born", "seen", "active"])
        page.write_row(3, 1, [17850, "สมชาย", 2.5])
        page.write_datetime(3, 4, date(1990, 5, 4), day)
        page.write_datetime(3, 5, datetime(2024, 5, 4, 10, 30), moment)
        page.write_boolean(3, 6, True)
        page.write_row(5, 1, ["0012", "王伟", -1])
    return path


def test_typed_cells_are_kept_and_rows_numbered_as_excel_shows_them(workbook: Path) -> None:
    table = open_table(workbook)
    assert (table.kind, table.sheet, table.sheets) == (TableKind.XLSX, "ลูกค้า", ("Empty", "ลูกค้า"))
    assert table.columns == ("id", "name", "column_3", "born", "seen", "active")
    (batch,) = table.batches()
    assert list(batch.row_numbers) == [4, 6]
    assert batch.blank_rows == 1
    assert batch.columns == {
        "id": [17850, "0012"],
        "name": ["สมชาย", "王伟"],
        "column_3": [2.5, -1],
        "born": [date(1990, 5, 4), None],
        "seen": [datetime(2024, 5, 4, 10, 30), None],
        "active": ["TRUE", None],
    }


def test_a_sheet_can_be_chosen_and_a_wrong_name_is_refused(workbook: Path) -> None:
    assert open_table(workbook, sheet="ลูกค้า").sheet == "ลูกค้า"
    assert refusal_code(workbook, sheet="Customers") == "unknown_sheet"
    assert refusal_code(workbook, sheet="Empty") == "empty_file"


def test_a_long_sheet_comes_in_batches_and_can_be_resumed(tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["id", "name"])
        for row in range(1, 12_001):
            page.write_row(row, 0, [row, f"name {row}"])
    table = open_table(path)
    assert table.row_estimate == 12_000
    assert [len(batch) for batch in table.batches(size=5_000)] == [5_000, 5_000, 2_000]
    (rest,) = table.batches(start_row=11_000)
    assert (rest.row_numbers[0], rest.columns["id"][0]) == (11_000, 10_999)


def test_a_workbook_named_csv_is_read_and_noted(workbook: Path) -> None:
    lying = workbook.rename(workbook.with_name("book.csv"))
    table = open_table(lying)
    assert (table.kind, table.notices) == (TableKind.XLSX, (Notice.EXTENSION_DISAGREES,))


def test_a_workbook_with_a_header_only_or_nothing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_row(0, 0, ["id", "name"])
    assert refusal_code(path) == "no_data_rows"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_column(0, 0, ["id", "one row"])
    assert open_table(path).row_estimate == 1
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet()
    assert refusal_code(path) == "empty_file"


def repacked(source: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target


def test_a_zip_bomb_posing_as_a_workbook_is_refused(workbook: Path, tmp_path: Path) -> None:
    def blow_up(name: str, content: bytes) -> bytes:
        return content + b" " * (40 * limits.MIB) if name.endswith("sheet2.xml") else content

    bomb = repacked(workbook, tmp_path / "bomb.xlsx", blow_up)
    assert bomb.stat().st_size < 200_000
    assert refusal_code(bomb) == "unpacks_too_large"


def test_a_declared_size_that_lies_is_found_out(workbook: Path, tmp_path: Path) -> None:
    def blow_up(name: str, content: bytes) -> bytes:
        return content + b" " * (40 * limits.MIB) if name.endswith("sheet2.xml") else content

    bomb = repacked(workbook, tmp_path / "bomb.xlsx", blow_up)
    content = bytearray(bomb.read_bytes())
    with zipfile.ZipFile(bomb) as archive:
        large = next(part for part in archive.infolist() if part.filename.endswith("sheet2.xml"))
    declared = struct.pack("<I", large.file_size)
    while (place := content.find(declared)) >= 0:
        content[place : place + 4] = struct.pack("<I", 1_000)
    bomb.write_bytes(content)
    assert refusal_code(bomb) == "unpacks_too_large"


def test_too_many_parts_are_refused(workbook: Path) -> None:
    with zipfile.ZipFile(workbook, "a") as archive:
        for number in range(limits.MAX_WORKBOOK_PARTS):
            archive.writestr(f"x/{number}", b"")
    assert refusal_code(workbook) == "too_many_parts"


@pytest.mark.parametrize("far", ['r="XFD1048576"', "r='XFD1048576'", 'r = "XFD1048576"'])
def test_two_cells_in_far_corners_are_refused_before_the_reader_lays_them_out(
    workbook: Path, tmp_path: Path, far: str
) -> None:
    def stretch(name: str, content: bytes) -> bytes:
        cell = f'<row r="1048576"><c {far}><v>1</v></c></row></sheetData>'.encode()
        return content.replace(b"</sheetData>", cell) if name.endswith("sheet2.xml") else content

    assert refusal_code(repacked(workbook, tmp_path / "wide.xlsx", stretch)) == "sheet_too_large"


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("file.csv", "a,b\n1,2\n")
    assert refusal_code(path) == "unsupported_content"


@pytest.mark.parametrize(("kept", "code"), [(0.5, "truncated_file"), (0.95, "truncated_file")])
def test_a_truncated_workbook_is_refused(workbook: Path, kept: float, code: str) -> None:
    content = workbook.read_bytes()
    workbook.write_bytes(content[: int(len(content) * kept)])
    assert refusal_code(workbook) == code


def test_broken_sheet_xml_is_refused(workbook: Path, tmp_path: Path) -> None:
    def spoil(name: str, content: bytes) -> bytes:
        return content[: len(content) // 2] if name == "xl/workbook.xml" else content

    assert refusal_code(repacked(workbook, tmp_path / "broken.xlsx", spoil)) == "damaged_file"


def old_excel(cells: list[list[str | float]]) -> bytes:
    """The smallest .xls: one BIFF8 sheet in a compound file of 512-byte sectors."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def start(of: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHII", 0x0600, of, 0x0DBB, 0x07CC, 0, 6))

    end = record(0x000A, b"")
    sheet = start(0x0010)
    for row, line in enumerate(cells):
        for column, cell in enumerate(line):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(cell, str):
                text = cell.encode("utf-16-le")
                sheet += record(0x0204, place + struct.pack("<HB", len(cell), 1) + text)
            else:
                sheet += record(0x0203, place + struct.pack("<d", cell))
    sheet += end
    name = b"\x06\x00Sheet1"
    head = start(0x0005)
    bound = record(0x0085, struct.pack("<IBB", len(head) + 4 + 6 + len(name) + len(end), 0, 0) + name)
    stream = (head + bound + end + sheet).ljust(4096, b"\0")
    sectors = len(stream) // 512
    chain = [*range(1, sectors), 0xFFFFFFFE, 0xFFFFFFFE, 0xFFFFFFFD]
    fat = struct.pack("<128I", *(chain + [0xFFFFFFFF] * (128 - len(chain))))

    def entry(title: str, kind: int, child: int, first: int, size: int) -> bytes:
        raw = (title + "\0").encode("utf-16-le")
        links = struct.pack("<BBIII", kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return raw.ljust(64, b"\0") + struct.pack("<H", len(raw)) + links + b"\0" * 36 + struct.pack("<IQ", first, size)

    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, 0, len(stream))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\0" * 6 + struct.pack("<IIIIIIIII", 0, 1, sectors, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", sectors + 1, *([0xFFFFFFFF] * 108))
    return header + stream + directory.ljust(512, b"\0") + fat


def test_old_excel_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(old_excel([["id", "ชื่อ"], [1.0, "สมชาย"], [2.5, "王伟"]]))
    table = open_table(path)
    assert table.kind is TableKind.XLS
    (batch,) = table.batches()
    assert batch.columns == {"id": [1, 2.5], "ชื่อ": ["สมชาย", "王伟"]}


def test_a_broken_old_excel_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(old_excel([["id"], [1.0]])[:1_500])
    assert refusal_code(path) == "damaged_file"
    monkeypatch.setattr(limits, "MAX_XLS_BYTES", 1_000)
    assert refusal_code(path) == "file_too_large"
