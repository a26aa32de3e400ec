"""A chunk of a purchase file as pieces to be staged, read here or in a process beside this one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from idic.domain.identify.importing.durable_stage import Piece
from idic.domain.identify.importing.figures import Refusals, Refused
from idic.domain.identify.importing.rows import Chunk
from idic.domain.sales.importing.columns import LineColumns
from idic.domain.sales.importing.lines import LineReader

# Helpers take seconds to start and a hundred megabytes each: a shorter file is read sooner without them.
WORTH_HELP = 500_000


@dataclass
class LineReading:
    """How the lines of one file are read. It travels to another process before it is first called."""

    mapping: Mapping[str, str]
    options: Mapping[str, str]
    zone: ZoneInfo
    currency: str
    today: date

    def prepare(self) -> None:
        """Nothing: what reads the columns starts threads, which a doubled process would not have."""

    def __call__(self, chunk: Chunk) -> tuple[dict[str, Piece], list[Refused]]:
        refusals = self._reader.refusals = Refusals(limit=len(chunk.row_numbers))
        return self._columns.pieces(chunk), refusals.rows

    @cached_property
    def _reader(self) -> LineReader:
        return LineReader(
            self.mapping, self.options, Refusals(), zone=self.zone, currency=self.currency, today=self.today
        )

    @cached_property
    def _columns(self) -> LineColumns:
        """Remembers spellings from chunk to chunk."""
        return LineColumns(self._reader)
