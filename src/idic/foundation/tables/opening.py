import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import zstandard

from . import limits
from .batch import RefusalReason
from .content import Packing, TableKind, binary_kind_of, foreign_content_of, kind_promised_by, packing_of
from .csv_table import CsvTable, read_header
from .delimiter import DELIMITERS, field_counts, guess_delimiter
from .encoding import CODECS, EncodingGuess, is_surely_utf8, known_encoding, rank_encodings
from .errors import (
    BinaryContent,
    EmptyFile,
    FileNotReadable,
    NoDataRows,
    NoHeaderRow,
    TooManyColumns,
    UndecodableText,
    UnknownDelimiter,
    UnknownEncoding,
    UnknownSheet,
    UnsupportedContent,
    WrongDelimiter,
    WrongEncoding,
)
from .header import HeaderRepair, looks_like_values, unique_names
from .json_table import JsonLinesTable, read_line
from .table import Notice, Table
from .text_pieces import TextPieces
from .unpacking import UnpackedFile
from .vcard_table import COLUMNS, VCardTable

_HEAD_BYTES: Final = 512
_SEPARATOR_LINE: Final = re.compile(r'"?sep=([,;|\t])"?')  # how Excel writes down the delimiter of a CSV file
_CARD: Final = re.compile(r"\ufeff?\s*BEGIN:VCARD\s*\n", re.IGNORECASE)
_SURE: Final = 0.8
_UNLIKELY: Final = 0.2
_USUAL_RATIO: Final = 5
_DELIMITER_LINES: Final = 500


def open_table(
    path: Path | str, *, encoding: str | None = None, delimiter: str | None = None, sheet: str | None = None
) -> Table:
    """Look at a file and say what table it holds, or raise the TableError that says why it cannot be read.

    The content decides what a file is; an extension that says otherwise is only noted. A given encoding or delimiter
    is used unless the content plainly contradicts it."""
    path = Path(path)
    try:
        with path.open("rb") as raw:
            packed_head = raw.read(_HEAD_BYTES)
    except OSError as error:
        raise FileNotReadable(file=path.name) from error
    if not packed_head:
        raise EmptyFile(file=path.name)
    packing = packing_of(packed_head)
    head = packed_head
    if packing is not Packing.NONE:
        with UnpackedFile(path, packing) as source:
            head = source.read(_HEAD_BYTES)
        if not head:
            raise EmptyFile(file=path.name)
    foreign = foreign_content_of(head)
    if foreign is not None:
        raise UnsupportedContent(file=path.name, content=foreign)
    kind = binary_kind_of(head)
    if kind is not None and packing is not Packing.NONE:
        raise UnsupportedContent(file=path.name, content=f"{packing} ({kind})")
    table: Table
    if kind is None:
        table = _open_text(path, packing, encoding, delimiter)
    elif kind is TableKind.PARQUET:
        table = _open_parquet(path)
    else:
        table = _open_workbook(path, kind, sheet)
    if kind_promised_by(path.name) not in (None, table.kind):
        table.notices = (*table.notices, Notice.EXTENSION_DISAGREES)
    return table


def _open_parquet(path: Path) -> Table:
    # Arrow takes 50 MB: only who opens such a file pays.
    from .parquet_table import ParquetTable, open_parquet

    with open_parquet(path) as file:
        stored = tuple(file.schema_arrow.names)
        rows = file.metadata.num_rows
    if not stored:
        raise EmptyFile(file=path.name)
    if not rows:
        raise NoDataRows(file=path.name)
    names, repairs = _checked_names(stored, path)
    return ParquetTable(
        path=path,
        kind=TableKind.PARQUET,
        columns=names,
        repairs=repairs,
        row_estimate=rows,
        row_estimate_is_exact=True,
        first_data_row=1,
    )


def _open_workbook(path: Path, kind: TableKind, wanted: str | None) -> Table:
    from .workbook_table import WorkbookTable, header_of, open_workbook, sheet_names, sheet_of  # only for workbooks

    workbook = open_workbook(path, kind)
    offered = sheet_names(workbook)
    if wanted is not None and wanted not in offered:
        raise UnknownSheet(file=path.name, sheet=wanted, choices=", ".join(offered))
    for name in offered if wanted is None else (wanted,):
        sheet = sheet_of(workbook, path, name)
        if not sheet.height:
            continue
        header, header_row = header_of(sheet, path.name)
        if looks_like_values(header):
            raise NoHeaderRow(file=path.name, row=header_row, excerpt=", ".join(header)[: limits.EXCERPT_CHARS])
        last_row = sheet.end[0] + 1 if sheet.end else 0
        if last_row <= header_row:
            raise NoDataRows(file=path.name)
        names, repairs = _checked_names(header, path)
        return WorkbookTable(
            path=path,
            kind=kind,
            columns=names,
            repairs=repairs,
            sheet=name,
            sheets=offered,
            row_estimate=last_row - header_row,
            first_data_row=header_row + 1,
        )
    raise EmptyFile(file=path.name)


@dataclass(frozen=True, slots=True)
class _TextSample:
    text: str
    is_whole: bool

    @property
    def lines(self) -> list[str]:
        return self.text.removesuffix("\n").split("\n")


def _open_text(path: Path, packing: Packing, encoding: str | None, delimiter: str | None) -> Table:
    if delimiter is not None and delimiter not in DELIMITERS:
        raise UnknownDelimiter(delimiter=repr(delimiter))
    guess = _chosen_encoding(path, packing, encoding)
    sample = _text_sample(path, packing, guess.encoding)
    notices = (Notice.ENCODING_UNSURE,) if encoding is None and guess.confidence < _SURE else ()
    table: CsvTable | JsonLinesTable | VCardTable
    start = sample.text.lstrip("\ufeff \t\n")[:1]
    if not start:
        raise EmptyFile(file=path.name)
    if _CARD.match(sample.text):
        table = VCardTable(
            path=path, kind=TableKind.VCARD, columns=COLUMNS, first_data_row=1, packing=packing
        )  # fmt: skip
    elif start == "{" and read_line(_first_line(sample)) is not RefusalReason.BAD_JSON:
        table = _json_table(path, packing, sample)
    elif start in "[{" and kind_promised_by(path.name) is TableKind.JSON_LINES:
        raise UnsupportedContent(file=path.name, content="JSON")
    else:
        table = _csv_table(path, packing, sample, delimiter)
    table.encoding, table.encoding_confidence = guess.encoding, guess.confidence
    table.notices = notices
    _estimate_rows(table, sample)
    return table


def _csv_table(path: Path, packing: Packing, sample: _TextSample, wanted: str | None) -> CsvTable:
    lines = [line + "\n" for line in sample.lines]
    lines[0] = lines[0].removeprefix("\ufeff")
    stated = _SEPARATOR_LINE.fullmatch(lines[0].strip(" \n"))
    body = lines[1:] if stated else lines
    offset = 1 if stated else 0
    guessed = guess_delimiter(body[:_DELIMITER_LINES])
    if stated and wanted is None:
        wanted = stated.group(1)
    delimiter = wanted or guessed or ","
    header, header_row, header_lines = read_header(body, delimiter, path.name)
    if not header:
        raise EmptyFile(file=path.name)
    if len(header) == 1 and guessed is not None:
        raise WrongDelimiter(file=path.name, delimiter=repr(delimiter), suggestion=repr(guessed))
    if any("\0" in text for text in header):
        raise BinaryContent(file=path.name)
    if looks_like_values(header):
        excerpt = delimiter.join(header)[: limits.EXCERPT_CHARS]
        raise NoHeaderRow(file=path.name, row=header_row + offset, excerpt=excerpt)
    if sample.is_whole and not "".join(body[header_lines:]).strip():
        raise NoDataRows(file=path.name)
    names, repairs = _checked_names(header, path)
    return CsvTable(
        path=path,
        kind=TableKind.CSV,
        columns=names,
        repairs=repairs,
        first_data_row=header_row + offset + 1,
        packing=packing,
        lines_before_data=header_lines + offset,
        delimiter=delimiter,
    )


def _json_table(path: Path, packing: Packing, sample: _TextSample) -> JsonLinesTable:
    names: dict[str, None] = {}
    for line in sample.lines[: limits.JSON_HEADER_ROWS]:
        record = read_line(line.removeprefix("\ufeff"))
        if isinstance(record, dict):
            names.update(dict.fromkeys(record))
    if not names:
        raise UnsupportedContent(file=path.name, content="JSON")
    if len(names) > limits.MAX_COLUMNS:
        raise TooManyColumns(file=path.name, count=len(names), limit=limits.MAX_COLUMNS)
    return JsonLinesTable(path=path, kind=TableKind.JSON_LINES, columns=tuple(names), first_data_row=1, packing=packing)


def _checked_names(header: list[str] | tuple[str, ...], path: Path) -> tuple[tuple[str, ...], tuple[HeaderRepair, ...]]:
    if len(header) > limits.MAX_COLUMNS:
        raise TooManyColumns(file=path.name, count=len(header), limit=limits.MAX_COLUMNS)
    return unique_names(header)


def _first_line(sample: _TextSample) -> str:
    return next(line for line in sample.lines if line.strip("\ufeff \t")).removeprefix("\ufeff")


def _text_sample(path: Path, packing: Packing, encoding: str) -> _TextSample:
    pieces = list(islice(TextPieces(path, packing, encoding), 3))
    return _TextSample("".join(pieces[:2]), is_whole=len(pieces) < 3)


def _chosen_encoding(path: Path, packing: Packing, wanted: str | None) -> EncodingGuess:
    sample = _encoding_sample(path, packing)
    ranked = rank_encodings(sample)
    best = ranked[0] if ranked else None
    is_wide = best is not None and best.encoding.startswith("utf-16")
    if not is_wide and sample.count(0) > len(sample) * limits.MAX_NUL_SHARE:
        raise BinaryContent(file=path.name)
    if wanted is None:
        if best is None:
            raise UndecodableText(file=path.name, encoding="utf-8", row=1)
        return best
    known = known_encoding(wanted)
    if known is None:
        raise UnknownEncoding(encoding=wanted, choices=", ".join(CODECS))
    if best is None or (sample.isascii() and not is_wide):
        return EncodingGuess(known, 1.0)
    own = next((guess.confidence for guess in ranked if CODECS[guess.encoding] == CODECS[known]), 0.0)
    if is_wide and known.startswith("utf-16"):
        return EncodingGuess(best.encoding, best.confidence)
    contradicted = is_surely_utf8(sample) and CODECS[known] != CODECS["utf-8"]
    if contradicted or is_wide or (own < _UNLIKELY and best.confidence >= _SURE):
        row = _row_of_first_high_byte(sample)
        raise WrongEncoding(file=path.name, encoding=known, row=row, suggestion=best.encoding)
    return EncodingGuess(known, own)


def _encoding_sample(path: Path, packing: Packing) -> bytes:
    """The start of the file and, where that is plain ASCII, the first place further on that is not."""
    with UnpackedFile(path, packing) as source:
        sample = source.read(limits.SAMPLE_BYTES)
        if not sample.isascii():
            return sample
        while source.bytes_read < limits.ENCODING_SCAN_BYTES:
            piece = source.read(limits.PIECE_BYTES)
            if not piece:
                break
            if not piece.isascii():
                return sample + piece
    return sample


def _row_of_first_high_byte(sample: bytes) -> int:
    plain = re.match(rb"[\x00-\x7f]*", sample)
    return sample.count(b"\n", 0, plain.end() if plain else 0) + 1


def _estimate_rows(table: CsvTable | JsonLinesTable | VCardTable, sample: _TextSample) -> None:
    if isinstance(table, CsvTable):
        rows = len(field_counts([line + "\n" for line in sample.lines[table.lines_before_data :]], table.delimiter))
    elif isinstance(table, VCardTable):
        rows = sum(1 for line in sample.lines if line.strip().upper() == "BEGIN:VCARD")
    else:
        rows = sum(1 for line in sample.lines if line.strip())
    table.row_estimate, table.row_estimate_is_exact = rows, sample.is_whole
    if not sample.is_whole:
        assert table.encoding is not None
        sample_bytes = len(sample.text.encode(CODECS[table.encoding], "replace"))
        table.row_estimate = max(rows, rows * _unpacked_bytes(table.path, table.packing) // sample_bytes)


def _unpacked_bytes(path: Path, packing: Packing) -> int:
    """The size after unpacking: known, or as the file itself claims (only good for an estimate), or supposed."""
    packed = path.stat().st_size
    if packing is Packing.NONE:
        return packed
    with path.open("rb") as raw:
        if packing is Packing.GZIP:
            raw.seek(-4, 2)
            return max(packed, int.from_bytes(raw.read(4), "little"))
        claimed = zstandard.get_frame_parameters(raw.read(64)).content_size
    unknown = (zstandard.CONTENTSIZE_UNKNOWN, zstandard.CONTENTSIZE_ERROR)
    return packed * _USUAL_RATIO if claimed in unknown else claimed
