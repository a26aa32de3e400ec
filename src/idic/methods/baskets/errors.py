"""
BasketError
├── BasketsUnequal    columns of different length
├── CountTooLow       the minimum count must be a whole number from 1
└── TooManyItemsets   more itemsets than are of use to anybody: raise the minimum count
"""

from __future__ import annotations


class BasketError(ValueError):
    """The baskets cannot be searched; the message says what to change."""


class BasketsUnequal(BasketError):
    pass


class CountTooLow(BasketError):
    pass


class TooManyItemsets(BasketError):
    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"More than {most:,} itemsets reach the minimum count; raise it.")
