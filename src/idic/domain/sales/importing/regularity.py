"""Which rows of a column are as most rows are, and the spellings that need to be read only once."""

from __future__ import annotations

from collections.abc import Callable
from types import NoneType
from typing import TypeVar

from idic.domain.sales.importing.ledger import NOTHING, REMEMBERED
from idic.domain.sales.importing.lines import LONGEST_KEY
from idic.foundation.tables.batch import Cell

K = TypeVar("K")
V = TypeVar("V")

# Quantity, price, discount and amount as the database takes them, how the digest names them, the amount in
# ten-thousandths, and whether goods went back.
Figures = tuple[str, str, str, str, str, int, bool]


class Remembered(dict[K, V]):
    """`memory[spelling]` reads a spelling once."""

    def __init__(self, read: Callable[[K], V]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, spelling: K) -> V:
        if len(self) >= REMEMBERED:
            self.clear()
        value = self[spelling] = self._read(spelling)
        return value


def are_texts(cells: list[Cell]) -> bool:
    return set(map(type, cells)) <= {str, NoneType}


def irregular_rows(
    moments: list[int], figures: list[int], invoices: list[str], customers: list[str], currencies: list[str]
) -> list[int]:
    """Which rows must be looked at one by one. A column as a whole is asked first: as a rule nothing is wrong with it.
    Of currencies there is one for all rows, or one for each."""
    wrong_currencies = {text for text in set(currencies) if not (len(text) == 3 and text.isascii() and text.isalpha())}
    if (
        not wrong_currencies and NOTHING not in moments and NOTHING not in figures and "" not in invoices
        and max(map(len, invoices), default=0) <= LONGEST_KEY and max(map(len, customers), default=0) <= LONGEST_KEY
    ):  # fmt: skip
        return []
    if len(currencies) != len(moments):
        currencies = currencies * len(moments)
    return [
        index
        for index, (moment, figure, invoice, customer, currency) in enumerate(
            zip(moments, figures, invoices, customers, currencies, strict=True)
        )
        if moment == NOTHING or figure == NOTHING or not invoice or len(invoice) > LONGEST_KEY
        or len(customer) > LONGEST_KEY or currency in wrong_currencies
    ]  # fmt: skip
