"""The user's files: opened, and wanted columns read in one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import numpy as np
import numpy.typing as npt
import polars as pl

from idic.doors.cli import exit_codes
from idic.doors.cli.calculations.columns import figures, texts, timed_texts
from idic.doors.cli.calculations.options import ColumnOptions
from idic.doors.cli.calculations.wording import ROW_FAULTS, sentence_of
from idic.doors.cli.errors import CommandRefused
from idic.doors.cli.progress import tell
from idic.foundation.tables import Cell, Table, TableError, open_table
from idic.foundation.tables.content import TableKind

_SAMPLE_ROWS = 200
_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "\\t": "\t"}


def refuse(sentence: str) -> NoReturn:
    raise CommandRefused(sentence, exit_codes.REFUSED_INPUT)


@dataclass
class RowCount:
    """Rows of all files; `refused` by reason, with the first row that shows it."""

    read: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)

    def refuse(self, reason: str, file: str, row: int, count: int = 1) -> None:
        self.refused[reason] += count
        self.first.setdefault(reason, f"{file} row {row:,}")

    @property
    def used(self) -> int:
        return self.read - self.refused.total()

    def report(self) -> None:
        for reason, count in self.refused.most_common():
            rows = "row is" if count == 1 else "rows are"
            tell(f"{count:,} {rows} not used: {ROW_FAULTS.get(reason, reason)} (first: {self.first[reason]}).")


class Source:
    """One file. Columns set apart by runs of spaces, as in the CDNOW files, are told from the header."""

    def __init__(self, path: Path, chosen: ColumnOptions) -> None:
        delimiter = _DELIMITERS.get(chosen.delimiter or "", chosen.delimiter)
        try:
            self._table: Table = open_table(path, encoding=chosen.encoding, delimiter=delimiter, sheet=chosen.sheet)
            sample = self._table.sample(_SAMPLE_ROWS)
        except TableError as error:
            refuse(sentence_of(error))
        self.name = path.name
        only = self._table.columns[0]
        self._spaced = (
            self._table.kind is TableKind.CSV and len(self._table.columns) == 1 and len(set(only.split())) > 1
            and all(len(str(cell).split()) == len(only.split()) for cell in sample.columns[only])
        )  # fmt: skip
        self.columns: tuple[str, ...] = tuple(only.split()) if self._spaced else self._table.columns
        self.sample: Mapping[str, Sequence[Cell]] = sample.columns
        if self._spaced:
            rows = [str(cell).split() for cell in sample.columns[only]]
            self.sample = {name: [row[place] for row in rows] for place, name in enumerate(self.columns)}

    def require(self, column: str) -> str:
        if column not in self.columns:
            refuse(f"{self.name} has no column “{column}”; it has: {', '.join(self.columns)}.")
        return column

    def read(
        self, wanted: Mapping[str, str], numeric: frozenset[str], rows: RowCount, *, timed: frozenset[str] = frozenset()
    ) -> tuple[dict[str, pl.Series], npt.NDArray[np.int64]]:
        """The wanted columns by their use, and the row numbers; text unless every cell of a numeric one is a number."""
        parts: dict[str, list[pl.Series]] = {use: [] for use in wanted}
        numbers: list[npt.NDArray[np.int64]] = []
        try:
            for batch in self._table.batches():
                for refused in batch.refused:
                    rows.refuse(refused.reason, self.name, refused.row_number)
                rows.read += len(batch) + len(batch.refused)
                columns = self._apart(batch.columns) if self._spaced else batch.columns
                for use, name in wanted.items():
                    convert: Callable[[Sequence[Cell]], pl.Series] = figures if use in numeric else texts
                    convert = timed_texts if use in timed else convert
                    parts[use].append(convert(columns[name]))
                numbers.append(np.asarray(batch.row_numbers, dtype=np.int64))
        except TableError as error:
            refuse(sentence_of(error))
        row_numbers = np.concatenate(numbers) if numbers else np.zeros(0, dtype=np.int64)
        return {use: _joined(series) for use, series in parts.items()}, row_numbers

    def _apart(self, columns: Mapping[str, list[Cell]]) -> dict[str, list[Cell]]:
        (lines,) = columns.values()
        width = len(self.columns)
        rows = [fields if len(fields := str(line).split()) == width else [None] * width for line in lines]
        return {name: [row[place] for row in rows] for place, name in enumerate(self.columns)}


def _joined(series: list[pl.Series]) -> pl.Series:
    if not series:
        return pl.Series([], dtype=pl.String)
    if len({one.dtype for one in series}) > 1:
        series = [one.cast(pl.String) for one in series]
    return pl.concat(series)
