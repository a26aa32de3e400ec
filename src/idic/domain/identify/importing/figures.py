from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Refused = tuple[int, str, str, str]


@dataclass
class Refusals:
    """Collects refused rows; beyond the limit they are counted and no longer listed."""

    limit: int = 100_000
    rows: list[Refused] = field(default_factory=list)
    count: int = 0
    by_code: dict[str, int] = field(default_factory=dict)
    _kept: int = 0

    def add(self, row: int, code: str, column: str = "", value: str = "") -> None:
        self.count += 1
        self.by_code[code] = self.by_code.get(code, 0) + 1
        if len(self.rows) < self.limit:
            self.rows.append((row, code, column[:200], value[:200]))

    def fresh(self) -> list[Refused]:
        """Those that were added since the last call."""
        found = self.rows[self._kept :]
        self._kept = len(self.rows)
        return found

    def restore(self, rows: Iterable[Refused], by_code: Mapping[str, int]) -> None:
        self.rows = [(row, code, column, value) for row, code, column, value in rows]
        self.by_code = dict(by_code)
        self.count = sum(self.by_code.values())
        self._kept = len(self.rows)
