"""Why a figure is not there: codes per customer, kept as bits until they are stored."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


class Reasons:
    def __init__(self, customers: int) -> None:
        self._bits = np.zeros(customers, dtype=np.int64)
        self._codes: list[str] = []

    def add(self, code: str, where: npt.NDArray[np.bool_] | npt.NDArray[np.int64]) -> None:
        """To the customers that are marked, or named by their place."""
        if code not in self._codes:
            self._codes.append(code)
        self._bits[where] |= 1 << self._codes.index(code)

    def coded(self) -> tuple[npt.NDArray[np.int64], dict[int, list[str]]]:
        """A number for each customer, and the codes that each number stands for."""
        return self._bits, {int(bits): self._named(int(bits)) for bits in np.unique(self._bits)}

    def of(self, place: int) -> list[str]:
        return self._named(int(self._bits[place]))

    def _named(self, bits: int) -> list[str]:
        return [code for number, code in enumerate(self._codes) if bits >> number & 1]
