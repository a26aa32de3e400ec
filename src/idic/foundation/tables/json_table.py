import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from . import limits
from .batch import Block, Cell, RefusalReason, RefusedRow
from .content import Packing
from .table import Table
from .text_pieces import TextPieces


class _DuplicateKeyError(ValueError):
    pass


@dataclass(kw_only=True)
class JsonLinesTable(Table):
    """One object per line, row 1 being the first line. A missing key is None, numbers with a decimal point are exact
    (Decimal), true and false are texts. A key that none of the first rows had is refused, not dropped."""

    packing: Packing

    def blocks(self) -> Iterator[Block]:
        assert self.encoding is not None
        known = set(self.columns)
        row = self.first_data_row
        for piece in TextPieces(self.path, self.packing, self.encoding):
            columns: list[list[Cell]] = [[] for _ in self.columns]
            numbers: list[int] = []
            refused: list[RefusedRow] = []
            blank = 0
            for line in piece.removesuffix("\n").split("\n"):
                if not line.strip():
                    blank += 1
                else:
                    cells = read_line(line)
                    if isinstance(cells, dict) and not cells.keys() <= known:
                        cells = RefusalReason.UNKNOWN_KEY
                    if isinstance(cells, RefusalReason):
                        refused.append(RefusedRow(row, cells, line[: limits.EXCERPT_CHARS]))
                    else:
                        numbers.append(row)
                        for name, column in zip(self.columns, columns, strict=True):
                            column.append(cells.get(name))
                row += 1
            yield Block(row, numbers, columns, refused, blank, weight=len(piece))


def read_line(line: str) -> dict[str, Cell] | RefusalReason:
    try:
        pairs = _DECODER.decode(line)
    except _DuplicateKeyError:
        return RefusalReason.DUPLICATE_KEY
    except (ValueError, RecursionError):
        return RefusalReason.BAD_JSON
    if not isinstance(pairs, dict):
        return RefusalReason.BAD_JSON
    cells: dict[str, Cell] = {}
    for name, value in pairs.items():
        if isinstance(value, dict | list):
            return RefusalReason.NESTED_VALUE
        if isinstance(value, bool):
            cells[name] = "TRUE" if value else "FALSE"
            continue
        if isinstance(value, str):
            if len(value) > limits.MAX_FIELD_CHARS:
                return RefusalReason.FIELD_TOO_LONG
            if "\0" in value:
                return RefusalReason.NUL_CHARACTER
            if "\\u" in line and any("\ud800" <= character <= "\udfff" for character in value):
                return RefusalReason.BAD_CHARACTER
        cells[name] = value or None if isinstance(value, str) else value
    return cells


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record = dict(pairs)
    if len(record) != len(pairs):
        raise _DuplicateKeyError
    return record


def _no_constant(text: str) -> float:
    raise ValueError(text)  # NaN and Infinity are not JSON


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_unique, parse_float=Decimal, parse_constant=_no_constant)
