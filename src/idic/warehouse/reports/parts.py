from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from idic.warehouse.adhoc.spec import Answer


@dataclass(frozen=True)
class Part:
    """One table of a report; `title` is empty where the report is this table. `summed` are the columns that have a sum
    under them; None leaves it to the workbook. `problem` says why there is no table."""

    title: str
    note: str
    headings: list[str]
    answer: Answer
    summed: tuple[int, ...] | None
    problem: str = ""


@dataclass(frozen=True)
class Told:
    """`remarks` are whole sentences: what was cut and why."""

    title: str
    note: str
    parts: list[Part]
    remarks: list[str]
    as_of: datetime
    for_whom: str

    @property
    def rows(self) -> int:
        return sum(len(part.answer.rows) for part in self.parts)
