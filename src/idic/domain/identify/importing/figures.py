from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Refusals:
    """Collects refused rows; beyond the limit they are counted and no longer listed."""

    limit: int = 100_000
    rows: list[tuple[int, str, str, str]] = field(default_factory=list)
    count: int = 0
    by_code: dict[str, int] = field(default_factory=dict)

    def add(self, row: int, code: str, column: str = "", value: str = "") -> None:
        self.count += 1
        self.by_code[code] = self.by_code.get(code, 0) + 1
        if len(self.rows) < self.limit:
            self.rows.append((row, code, column[:200], value[:200]))
