"""What a programme is made of before it is one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from idic.domain.customize.loyalty.enums import Rounding


@dataclass(frozen=True)
class ProgrammeDraft:
    """`points` for each `per` of money; without `months` points stay good."""

    name: str
    unit: str
    points: int = 1
    per: Decimal = Decimal(10)
    rounding: str = Rounding.DOWN
    months: int | None = 12
