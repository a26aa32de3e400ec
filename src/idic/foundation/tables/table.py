from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from . import limits
from .batch import Batch, Block, Cell, RefusedRow
from .content import TableKind
from .header import HeaderRepair


class Notice(StrEnum):
    """What was decided silently and a person may want to know."""

    EXTENSION_DISAGREES = "extension_disagrees"
    ENCODING_UNSURE = "encoding_unsure"


@dataclass(kw_only=True)
class Table(ABC):
    """A file that has been looked at and can be read as often as wished; it is opened anew for every reading."""

    path: Path
    kind: TableKind
    columns: tuple[str, ...]
    repairs: tuple[HeaderRepair, ...] = ()
    encoding: str | None = None
    encoding_confidence: float | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    row_estimate: int = 0
    row_estimate_is_exact: bool = False
    first_data_row: int = 2
    notices: tuple[Notice, ...] = field(default_factory=tuple)

    @abstractmethod
    def blocks(self) -> Iterator[Block]: ...

    def sample(self, rows: int = 100) -> Batch:
        for batch in self.batches(size=rows):
            return batch
        return Batch(self.first_data_row, self.first_data_row, [], {name: [] for name in self.columns})

    def batches(self, size: int = 50_000, start_row: int = 0) -> Iterator[Batch]:
        """Batches of `size` rows, the last one shorter. One also ends early when `size` rows were refused or blank,
        or when it would take too much memory (very wide tables, very long texts).

        Rows with a number below `start_row` are passed over, so a reading that was broken off continues with the
        `next_row_number` of its last batch."""
        return _cut_into_batches(self, size, start_row)


def _cut_into_batches(table: Table, size: int, start_row: int) -> Iterator[Batch]:
    if size < 1:
        raise ValueError("size must be at least 1")
    size = min(size, max(1, limits.MAX_BATCH_CELLS // max(1, len(table.columns))))
    pending = _Pending(table.columns, max(start_row, table.first_data_row))
    for block in table.blocks():
        if block.next_row_number <= pending.first_row:
            continue
        pending.add(block)
        while len(pending.row_numbers) >= size:
            yield pending.take(size)
        if len(pending.refused) + pending.blank_rows >= size or pending.weight >= limits.MAX_BATCH_WEIGHT:
            yield pending.take(size)
    if pending.row_numbers or pending.refused:
        yield pending.take(size)


class _Pending:
    """Rows read and not yet handed out."""

    def __init__(self, names: tuple[str, ...], first_row: int) -> None:
        self._names = names
        self.first_row = first_row
        self._next_row = first_row
        self.row_numbers: list[int] = []
        self._columns: list[list[Cell]] = [[] for _ in names]
        self.refused: list[RefusedRow] = []
        self.blank_rows = 0
        self.weight = 0

    def add(self, block: Block) -> None:
        self._next_row = block.next_row_number
        self.weight += block.weight
        numbers = block.row_numbers
        skip = 0
        if numbers and numbers[0] < self.first_row:
            skip = sum(1 for number in numbers if number < self.first_row)
        else:
            self.blank_rows += block.blank_rows
        self.row_numbers.extend(numbers[skip:])
        for mine, theirs in zip(self._columns, block.columns, strict=True):
            mine.extend(theirs[skip:] if skip else theirs)
        self.refused.extend(row for row in block.refused if row.row_number >= self.first_row)

    def take(self, size: int) -> Batch:
        numbers, self.row_numbers = self.row_numbers[:size], self.row_numbers[size:]
        columns: dict[str, list[Cell]] = {}
        for index, name in enumerate(self._names):
            column = self._columns[index]
            columns[name], self._columns[index] = column[:size], column[size:]
        next_row = self.row_numbers[0] if self.row_numbers else self._next_row
        refused = [row for row in self.refused if row.row_number < next_row]
        self.refused = [row for row in self.refused if row.row_number >= next_row]
        batch = Batch(self.first_row, next_row, numbers, columns, refused, self.blank_rows)
        self.first_row, self.blank_rows = next_row, 0
        self.weight = 0
        return batch
