"""Columns that a method needs, by the name that the user gave or by one of the usual names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from idic.doors.cli.calculations import columns, moments
from idic.doors.cli.calculations.columns import FAULT, FAULTS, Days, Faults, Floats
from idic.doors.cli.calculations.options import ColumnOptions
from idic.doors.cli.calculations.source import RowCount, Source, refuse
from idic.methods.normalise.dates import DateOrder
from idic.methods.normalise.numbers import DecimalMark


class Given:
    """The files as one table of the wanted columns, row by row as they stand."""

    def __init__(
        self, paths: Sequence[Path], chosen: ColumnOptions, wanted: Mapping[str, tuple[str | None, Iterable[str]]],
        *, numeric: Iterable[str] = (), timed: Iterable[str] = (), optional: Iterable[str] = (),
    ) -> None:  # fmt: skip
        self.rows = RowCount()
        self._chosen = chosen
        sources = [Source(path, chosen) for path in paths]
        self.files = tuple(source.name for source in sources)
        parts: list[pl.DataFrame] = []
        for source in sources:
            found = {
                use: name for use, (option, names) in wanted.items()
                if (name := _column(source, use, option, names, required=use not in optional)) is not None
            }  # fmt: skip
            read, numbers = source.read(found, frozenset(numeric), self.rows, timed=frozenset(timed))
            frame = pl.DataFrame({use: read[use].cast(pl.String) for use in found})
            parts.append(
                frame.with_columns(pl.Series("#file", [source.name] * len(numbers)), pl.Series("#row", numbers))
            )
        if len({tuple(part.columns) for part in parts}) > 1:
            refuse("The files do not hold the same columns.")
        self.table = pl.concat(parts)
        self._fault: Faults = np.zeros(self.table.height, dtype=np.int8)

    def __contains__(self, use: str) -> bool:
        return use in self.table.columns

    def keys(self, use: str) -> pl.Series:
        found, fault = columns.keys(self.table[use])
        self._note(fault)
        return found

    def days(self, use: str) -> Days:
        order = DateOrder(self._chosen.date_order) if self._chosen.date_order else None
        found, fault = columns.days(self.table[use], order, today=(datetime.now(UTC) + timedelta(hours=14)).date())
        self._note(fault)
        return found

    def moments(self, use: str, local: ZoneInfo | None, *, not_before: Days | None = None) -> Days:
        """In UTC; `local` is the zone of those that name none."""
        found, fault = moments.moments(self.table[use], local)
        if not_before is not None:
            fault = columns.first_fault(
                fault, np.where(found < not_before, FAULT["end_before_start"], 0).astype(np.int8)
            )
        self._note(fault)
        return found

    def intervals(self, use: str, local: ZoneInfo | None) -> list[tuple[int, datetime, datetime | None]]:
        """Those of all rows, each with the place of its row."""
        fault: Faults = np.zeros(self.table.height, dtype=np.int8)
        found: list[tuple[int, datetime, datetime | None]] = []
        for place, text in enumerate(self.table[use].to_list()):
            read = moments.intervals(text, local)
            if isinstance(read, str):
                fault[place] = FAULT[read]
            else:
                found += [(place, *one) for one in read]
        self._note(fault)
        return found

    def numbers(self, use: str, *, may_be_missing: bool = False, lowest: float | None = None) -> Floats:
        mark: DecimalMark | None = "." if self._chosen.decimal == "." else "," if self._chosen.decimal == "," else None
        found, fault = columns.numbers(self.table[use], mark or columns.guessed_decimal([self.table[use]]))
        if may_be_missing:
            fault = np.where(fault == FAULT["number_missing"], 0, fault).astype(np.int8)
        if lowest is not None:
            fault = columns.first_fault(fault, np.where(found < lowest, FAULT["number_too_small"], 0).astype(np.int8))
        self._note(fault)
        return found

    def used(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Rows without a fault; the others are told, by reason."""
        for place in np.flatnonzero(self._fault).tolist():
            self.rows.refuse(FAULTS[self._fault[place]], self.table["#file"][place], int(self.table["#row"][place]))
        self.rows.report()
        usable: np.ndarray[Any, np.dtype[np.bool_]] = self._fault == 0
        if not usable.any():
            refuse("No row can be used. Check which columns were chosen, and how dates and numbers are written.")
        return usable

    def _note(self, fault: Faults) -> None:
        self._fault = columns.first_fault(self._fault, fault)


def _column(source: Source, use: str, option: str | None, names: Iterable[str], *, required: bool) -> str | None:
    if option:
        return source.require(option)
    folded = {"".join(sign for sign in name.casefold() if sign.isalnum()): name for name in source.columns}
    found = next((folded[name] for name in names if name in folded), None)
    if found is None and required:
        refuse(
            f"{source.name}: say which column to use with --{use.replace('_', '-')}. "
            f"The file has: {', '.join(source.columns)}."
        )
    return found
