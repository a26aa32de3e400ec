"""Lines in the order of time, straight into the records: nothing waits and nothing is sorted.

No customer may be known on a later day than the first of these lines. The lines of one day go together, so that a record
read and written back twice becomes the same both times; only the amounts have to be added one by one.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from idic.methods.purchase_summary.records import Records
from idic.methods.purchase_summary.waiting import Days, Flags, Ints, Places

# what is worked on stays in the processor's own memory
_TOGETHER = 1 << 13
# the third word of a record: 16 bits of the first day, 16 of the last, 32 of the number of days
_DAY, _LAST, _ONE_MORE = np.int64(0xFFFF), np.int64(16), np.int64(1 << 32)
_WORD, _ORDERS = 2, 3


def add_in_order(
    rows: Records, customer: Ints, day: Days, amount: Ints, orders: Days | None, *, base: int, opened: Places
) -> None:
    """`opened`: where a day differs from the one before. Days of the records count from `base`."""
    if not day.size:
        return
    words, width = rows.view(np.int64), rows.dtype.itemsize // 8
    for start, end in zip([0, *opened.tolist()], [*opened.tolist(), day.size], strict=True):
        today = int(day[start]) - base
        for low in range(start, end, _TOGETHER):
            high = min(low + _TOGETHER, end)
            place = customer[low:high] * width
            if orders is not None:
                np.add.at(words, place + _ORDERS, orders[low:high].astype(np.int64))
            _add_day(words, place, today, amount[low:high])


def _add_day(words: npt.NDArray[np.int64], place: Ints, day: int, amount: Ints) -> None:
    dates = words[_WORD:]
    known = dates.take(place, mode="wrap")
    word = known & ~(_DAY << _LAST)
    word |= np.int64(day) << _LAST
    word += (word != known) * _ONE_MORE
    word += (known == 0) * np.int64(day)
    dates[place] = word
    first: Flags = (word & _DAY) == day
    # to the opening where this is the first day, else to what came later
    np.add.at(words, np.add(place, first, out=place), amount)


def behind(day: Days, newest: int) -> Flags:
    """Which lines come after a line of a later day."""
    return day < np.maximum(np.maximum.accumulate(day), np.int32(newest))
