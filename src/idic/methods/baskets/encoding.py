"""Receipt lines as baskets of distinct items."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.baskets.errors import BasketsUnequal

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Baskets:
    """`items`: the labels, sorted. Basket b holds the codes `code[start[b]:start[b + 1]]`, ascending and distinct.

    `returned`, `banned`, `unplaced`: lines left out because they took goods back, because their item was not wanted,
    because their item stands under no name on the asked level. A receipt of which nothing but returns is left is no
    basket; one that holds only banned items still is.
    """

    items: NDArray[np.object_]
    start: Ints
    code: NDArray[np.int32]
    returned: int = 0
    banned: int = 0
    unplaced: int = 0

    @property
    def count(self) -> int:
        return int(self.start.size - 1)


def build(
    receipt: ArrayLike,
    item: ArrayLike,
    *,
    quantity: ArrayLike | None = None,
    level: Mapping[object, object] | None = None,
    banned: Collection[object] = (),
) -> Baskets:
    """One entry per line. An item that a receipt repeats counts once; quantities only tell returns (below or at 0).

    `level` takes an item to what it stands under (a category); `banned` names what is trivial (carrier bags), as items
    or as names of the level.
    """
    receipts, lines = np.asarray(receipt), np.asarray(item)
    if receipts.ndim != 1 or receipts.shape != lines.shape:
        raise BasketsUnequal("Receipts and items must be two columns of the same length.")
    bought = np.ones(receipts.size, dtype=np.bool_)
    if quantity is not None:
        pieces = np.asarray(quantity, dtype=np.float64)
        if pieces.shape != receipts.shape:
            raise BasketsUnequal("Quantities must have one entry per line.")
        bought = pieces > 0
    receipts, lines = receipts[bought], lines[bought]
    labels, code = _coded(lines)
    shown = labels.astype(object)
    placed = [shown_label not in banned for shown_label in shown]
    names: list[object] = list(shown)
    missing = np.zeros(shown.size, dtype=np.bool_)
    if level is not None:
        names = [level.get(label) for label in shown]
        missing = np.array([name is None for name in names], dtype=np.bool_)
        placed = [keep and name not in banned for keep, name in zip(placed, names, strict=True)]
    keep = np.array(placed, dtype=np.bool_) & ~missing
    kept_names = sorted({name for name, wanted in zip(names, keep, strict=True) if wanted}, key=_order)
    place = {name: number for number, name in enumerate(kept_names)}
    recoded = np.array(
        [place[name] if wanted else -1 for name, wanted in zip(names, keep, strict=True)], dtype=np.int64
    )
    distinct_receipts, basket = _coded(receipts)
    codes = recoded[code] if code.size else code
    items = np.empty(len(kept_names), dtype=object)
    items[:] = kept_names
    wanted_lines = codes >= 0
    start, distinct = _distinct(basket[wanted_lines], codes[wanted_lines], distinct_receipts.size, max(items.size, 1))
    unplaced = int(missing[code].sum()) if code.size else 0
    return Baskets(
        items=items, start=start, code=distinct, returned=int((~bought).sum()),
        banned=int((~wanted_lines).sum()) - unplaced, unplaced=unplaced,
    )  # fmt: skip


def from_receipts(receipts: Iterable[Iterable[object]]) -> Baskets:
    """One list of items per receipt; an empty receipt is no basket."""
    numbers: list[int] = []
    lines: list[object] = []
    for number, receipt in enumerate(receipts):
        for one in receipt:
            numbers.append(number)
            lines.append(one)
    column = np.empty(len(lines), dtype=object)
    column[:] = lines
    return build(np.array(numbers, dtype=np.int64), column)


def _coded(values: NDArray[np.generic]) -> tuple[NDArray[np.generic], Ints]:
    """The distinct values, sorted, and the place of each entry among them; whole numbers close together need no sort."""
    if values.dtype.kind in "iu" and values.size:
        low = values.min()
        span = int(values.max()) - int(low) + 1
        if span <= 4 * values.size + 1_000:
            offset = (values - low).astype(np.int64)
            present = np.zeros(span, dtype=np.bool_)
            present[offset] = True
            place = np.cumsum(present) - 1
            return (np.flatnonzero(present) + low).astype(values.dtype), place[offset]
    distinct, inverse = np.unique(values, return_inverse=True)
    return distinct, inverse.astype(np.int64)


def _distinct(basket: Ints, code: Ints, baskets: int, items: int) -> tuple[Ints, NDArray[np.int32]]:
    keys = basket.astype(np.int64) * items + code
    if keys.size > 1 and not (keys[1:] > keys[:-1]).all():
        keys = np.sort(keys)
        keys = keys[np.concatenate(([True], keys[1:] > keys[:-1]))]
    owner, codes = np.divmod(keys, items)
    start = np.zeros(baskets + 1, dtype=np.int64)
    start[1:] = np.cumsum(np.bincount(owner, minlength=baskets))
    return start, codes.astype(np.int32)


def _order(label: object) -> tuple[str, object]:
    """Labels of one kind in their own order, of several kinds by kind."""
    kind = "number" if isinstance(label, int | float | np.integer | np.floating) else type(label).__name__
    return kind, label
