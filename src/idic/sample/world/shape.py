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
    """Customers `start` to `start + size - 1`, counted from 1."""

    seed: int
    start: int
    size: int
    ends_on: date

    def dice(self, topic: str) -> random.Random:
        return random.Random(f"{self.seed}:{topic}:{self.start}")


@dataclass(frozen=True)
class Shape:
    """Scale 1 is a million customers with ten purchase lines each; purchases end on `ends_on`."""

    scale: float
    seed: int
    ends_on: date

    @property
    def customers(self) -> int:
        return max(1, round(CUSTOMERS * self.scale))

    def blocks(self) -> list[Block]:
        return [
            Block(self.seed, start, min(BLOCK, self.customers - start + 1), self.ends_on)
            for start in range(1, self.customers + 1, BLOCK)
        ]
