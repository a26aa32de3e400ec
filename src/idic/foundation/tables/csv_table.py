import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from . import limits
from .batch import Block, Cell, RefusalReason, RefusedRow
from .content import Packing
from .errors import LineTooLong, UnclosedQuote
from .table import Table
from .text_pieces import TextPieces

# How the csv module words two of its errors; it has one class for all.
_OPEN_AT_END = "unexpected end of data"
_TOO_LONG = "field larger than field limit"


@dataclass(kw_only=True)
class CsvTable(Table):
    """Rows are counted as a spreadsheet counts them: a quoted field with line ends in it is still one row.

    Three ways through a piece of text, each giving the same answer: splitting the whole piece at once when it holds no
    quotation mark; the csv module when every record is regular; and record by record when something is wrong, which
    is where refused rows get their number. An empty field is None."""

    packing: Packing
    lines_before_data: int
    delimiter: str

    def blocks(self) -> Iterator[Block]:
        assert self.encoding is not None
        csv.field_size_limit(limits.MAX_FIELD_CHARS)
        row = self.first_data_row
        held = ""
        pieces = self._pieces_of_data(iter(TextPieces(self.path, self.packing, self.encoding)))
        ahead = next(pieces, None)
        while ahead is not None:
            following = next(pieces, None)
            block, held = self._read_piece(held + ahead, row, is_last=following is None)
            if len(held) > limits.MAX_RECORD_CHARS:
                raise UnclosedQuote(file=self.path.name, row=block.next_row_number)
            row = block.next_row_number
            block.weight = len(ahead)
            yield block
            ahead = following

    def _pieces_of_data(self, pieces: Iterator[str]) -> Iterator[str]:
        """The pieces with the lines up to and including the header taken off."""
        lines_left = self.lines_before_data
        for piece in pieces:
            start = 0
            while lines_left:
                end = piece.find("\n", start) + 1
                if not end:
                    start = len(piece)
                    break
                start = end
                lines_left -= 1
            if start < len(piece):
                yield piece[start:]

    def _read_piece(self, text: str, row: int, *, is_last: bool) -> tuple[Block, str]:
        width = len(self.columns)
        columns: Sequence[Sequence[str]] | None = None
        if "\0" not in text:
            columns = self._split_plain(text, width) if '"' not in text else self._parse_regular(text, width)
        if columns is None:
            return self._read_carefully(text, row, is_last=is_last)
        count = len(columns[0])
        return Block(row + count, range(row, row + count), [_without_empty(column) for column in columns]), ""

    def _split_plain(self, text: str, width: int) -> list[list[str]] | None:
        """Columns of a piece without quotation marks, or None when a record has another number of fields.

        Every line end becomes a field of its own; the piece is regular exactly when those fields are all found at
        every (width + 1)th place."""
        delimiter = self.delimiter
        if not text.endswith("\n"):
            text += "\n"
        fields = text.replace("\n", f"{delimiter}\n{delimiter}").split(delimiter)
        fields.pop()
        ends = fields[width :: width + 1]
        count = text.count("\n")
        if len(fields) != count * (width + 1) or ends.count("\n") != count:
            return None
        if max(map(len, fields)) > limits.MAX_FIELD_CHARS:
            return None
        columns = [fields[index :: width + 1] for index in range(width)]
        return None if _has_blank_row(columns) else columns

    def _parse_regular(self, text: str, width: int) -> list[tuple[str, ...]] | None:
        try:
            records = list(csv.reader(io.StringIO(text, newline="\n"), delimiter=self.delimiter, strict=True))
        except csv.Error:
            return None
        if set(map(len, records)) != {width}:
            return None
        columns = list(zip(*records, strict=True))
        return None if _has_blank_row(columns) else columns

    def _read_carefully(self, text: str, row: int, *, is_last: bool) -> tuple[Block, str]:
        width = len(self.columns)
        lines = list(io.StringIO(text, newline="\n"))
        reader = csv.reader(iter(lines), delimiter=self.delimiter, strict=True)
        records: list[list[str]] = []
        numbers: list[int] = []
        refused: list[RefusedRow] = []
        blank = 0
        held = ""
        while True:
            start = reader.line_num
            reason: RefusalReason | None = None
            record: list[str] = []
            try:
                record = next(reader)
            except StopIteration:
                break
            except csv.Error as error:
                if str(error).startswith(_OPEN_AT_END):
                    if is_last:
                        raise UnclosedQuote(file=self.path.name, row=row) from error
                    held = "".join(lines[start:])
                    break
                reason = RefusalReason.BAD_QUOTES
                if str(error).startswith(_TOO_LONG):
                    if reader.line_num - start > 1:
                        raise UnclosedQuote(file=self.path.name, row=row) from error
                    reason = RefusalReason.FIELD_TOO_LONG
            if reason is None:
                if not any(record):
                    blank += 1
                    row += 1
                    continue
                reason = _irregularity(record, width)
            if reason is None:
                records.append(record)
                numbers.append(row)
            else:
                excerpt = "".join(lines[start : reader.line_num]).rstrip("\n")[: limits.EXCERPT_CHARS]
                refused.append(RefusedRow(row, reason, excerpt))
            row += 1
        columns: list[list[Cell]] = [[] for _ in range(width)]
        if records:
            columns = [_without_empty(column) for column in zip(*records, strict=True)]
        return Block(row, numbers, columns, refused, blank), held


def read_header(lines: Sequence[str], delimiter: str, file: str) -> tuple[list[str], int, int]:
    """The first record that is not blank, its row number, and the number of text lines up to its end."""
    csv.field_size_limit(limits.MAX_FIELD_CHARS)
    reader = csv.reader(iter(lines), delimiter=delimiter, strict=True)
    row = 0
    while True:
        row += 1
        start = reader.line_num
        try:
            record = next(reader)
        except StopIteration:
            return [], row, reader.line_num
        except csv.Error as error:
            if str(error).startswith(_TOO_LONG) and reader.line_num - start == 1:
                raise LineTooLong(file=file, row=row, limit=limits.MAX_FIELD_CHARS) from error
            raise UnclosedQuote(file=file, row=row) from error
        if any(text.strip() for text in record):
            return record, row, reader.line_num


def _irregularity(record: Sequence[str], width: int) -> RefusalReason | None:
    if len(record) < width:
        return RefusalReason.TOO_FEW_FIELDS
    if len(record) > width:
        return RefusalReason.TOO_MANY_FIELDS
    if any("\0" in text for text in record):
        return RefusalReason.NUL_CHARACTER
    return None


def _has_blank_row(columns: Sequence[Sequence[str]]) -> bool:
    if not all("" in column for column in columns):
        return False
    return not all(map(any, zip(*columns, strict=True)))


def _without_empty(column: Sequence[str]) -> list[Cell]:
    return [text or None for text in column] if "" in column else list(column)
