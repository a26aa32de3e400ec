"""How large a world is, and how it is cut into blocks that are made independently of one another."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

CUSTOMERS = 1_000_000
LINES_OF_A_CUSTOMER = 10
BLOCK = 10_000


@dataclass(frozen=True)
class Block:
    """Customers, or cases, `start` to `start + size - 1`, counted from 1."""

    seed: int
    start: int
    size: int
    ends_on: date

    def dice(self, topic: str) -> random.Random:
        return random.Random(f"{self.seed}:{topic}:{self.start}")


@dataclass(frozen=True)
class Shape:
    """Scale 1 is a million customers with ten purchase lines each; purchases end on `ends_on`. A case for each customer
    unless another number is wanted: then the customers take turns."""

    scale: float
    seed: int
    ends_on: date
    wanted_cases: int | None = None

    @property
    def customers(self) -> int:
        return max(1, round(CUSTOMERS * self.scale))

    @property
    def cases(self) -> int:
        return self.customers if self.wanted_cases is None else self.wanted_cases

    def blocks(self) -> list[Block]:
        return self._cut(self.customers)

    def blocks_of_cases(self) -> list[Block]:
        return self._cut(self.cases)

    def _cut(self, total: int) -> list[Block]:
        return [
            Block(self.seed, start, min(BLOCK, total - start + 1), self.ends_on) for start in range(1, total + 1, BLOCK)
        ]
