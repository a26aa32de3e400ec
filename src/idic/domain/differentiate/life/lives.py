"""What each customer was on a day: current, past or future, and whether a competitor was the main supplier.

Derived, never typed in: from purchases (the newest snapshot), from shares of wallet as told up to that day, and from the
interest that other rooms know of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.conf import settings
from django.db import connection
from numpy.typing import NDArray

from idic.domain.differentiate.life.interest import interest_sources
from idic.methods import tense
from idic.methods.purchase_history import median_gap_days
from idic.warehouse.marts.purchase_days import PurchaseDays, purchase_days
from idic.warehouse.reading import Star

COMPETITOR = "competitor"
#: A flag beside the tense: a competitor's customer may be ours too.
LIVES = tense.TENSES

# What was last told of each seller up to the day; the largest seller is the main one.
_WALLETS = """
SELECT customer_id,
       max(percent) FILTER (WHERE competitor_id IS NULL) AS ours,
       max(percent) FILTER (WHERE competitor_id IS NOT NULL) AS theirs,
       bool_or(competitor_id IS NOT NULL AND percent IS NULL) AS unknown
FROM (
    SELECT DISTINCT ON (customer_id, competitor_id) customer_id, competitor_id, percent
    FROM identify_walletshare WHERE category = '' AND as_of <= %s
    ORDER BY customer_id, competitor_id, as_of DESC, id DESC
) AS told
GROUP BY customer_id
HAVING bool_or(competitor_id IS NOT NULL AND percent IS DISTINCT FROM 0)
"""


@dataclass(frozen=True)
class Lives:
    """One entry per customer known on `day`; `code` counts into LIVES."""

    day: date
    customer: NDArray[np.int64]
    code: NDArray[np.int8]
    competitor: NDArray[np.bool_]
    competitor_unknown: NDArray[np.bool_]
    last_purchase: NDArray[np.datetime64]

    @property
    def tense(self) -> NDArray[np.object_]:
        return tense.tense_names(self.code)

    def counts(self) -> dict[str, int]:
        found = _counted(self.code)
        return {**found, COMPETITOR: int(self.competitor.sum()), "competitor_unknown": int(self.competitor_unknown.sum()),
                "customers": int(self.customer.size)}  # fmt: skip

    def overlap(self) -> dict[str, int]:
        """How many of each tense are a competitor's customers too."""
        return _counted(self.code[self.competitor])


def _counted(code: NDArray[np.int8]) -> dict[str, int]:
    return dict(zip(LIVES, np.bincount(code, minlength=len(LIVES)).tolist(), strict=True))


@dataclass(frozen=True)
class Told:
    """What the records say of one day beside the purchases. `wallets`: customer, our share (NaN where nobody knows it) and
    whether a competitor is the main supplier."""

    day: date
    wallets: list[tuple[int, float, bool]]
    interested: NDArray[np.int64]


def read_purchase_days(star: Star, *, until: date) -> PurchaseDays:
    return purchase_days(star, until=until, currency=settings.CONFIGURATION.currency)


def lives_on(day: date, history: PurchaseDays) -> Lives:
    """`history` reaches at least to `day`."""
    return lives_of(told_on(day), history)


def told_on(day: date) -> Told:
    """Read from the records: the part of `lives_on` that needs this thread's connection."""
    wallets = list[tuple[int, float, bool]]()
    with connection.cursor() as cursor:
        cursor.execute(_WALLETS, [day])
        for pk, own, other, unknown in cursor.fetchall():
            # Where nobody told a figure, being named as used and nothing known of us makes them the main supplier.
            is_main = float(other) > float(own or 0) if other is not None else bool(unknown) and own is None
            wallets.append((pk, np.nan if own is None else float(own) / 100, is_main))
    return Told(day, wallets, _interested(day))


@dataclass(frozen=True)
class Reached:
    """How far the purchases of each customer had come by a day: the last one, and the usual gap between them."""

    last: NDArray[np.datetime64]
    median_gap: NDArray[np.float64]


def reached_on(days: Sequence[date], history: PurchaseDays) -> Iterator[Reached]:
    """Of days that ascend: from one to the next only those who have bought between them are looked at."""
    customers = history.customer.size
    held = np.bincount(history.index, minlength=customers)
    first, count = np.cumsum(held) - held, np.zeros_like(held)
    last, gap = np.full(customers, np.datetime64("NaT", "D")), np.full(customers, np.nan)
    before = None
    for one in days:
        today = np.datetime64(one, "D")
        new = history.day <= today
        if before is not None:
            new &= history.day > before
        whose = history.index[new]
        more = np.bincount(whose, minlength=customers)
        last, gap, count = last.copy(), gap.copy(), count + more
        last[whose] = history.day[new]  # ascending: the last one stays
        moved = np.flatnonzero(more)
        own = count[moved]
        rows = np.repeat(first[moved] - (np.cumsum(own) - own), own) + np.arange(int(own.sum()))
        gap[moved] = median_gap_days(np.repeat(np.arange(moved.size), own), history.day[rows], moved.size)
        before = today
        yield Reached(last, gap)


def lives_of(told: Told, history: PurchaseDays, reached: Reached | None = None) -> Lives:
    """From what is at hand alone, so that any thread may count it."""
    today = np.datetime64(told.day, "D")
    customers = history.customer.size
    reached = reached or next(reached_on([told.day], history))
    last = reached.last
    share, is_main = np.full(customers, np.nan), np.zeros(customers, dtype=np.bool_)
    for pk, own, main in told.wallets:
        place = _place(history.customer, pk)
        if place is not None:
            share[place], is_main[place] = own, main
    found = tense.derive(
        last, as_of=told.day, median_gap_days=reached.median_gap,
        has_interest=_among(told.interested, history.customer), competitor_is_main_supplier=is_main,
        share_of_wallet=share,
    )  # fmt: skip
    known = history.known_since <= today
    return Lives(
        told.day, history.customer[known], found.code[known], found.competitor[known],
        found.competitor_unknown[known], last[known],
    )  # fmt: skip


def _interested(day: date) -> NDArray[np.int64]:
    found = set[int]()
    for select in interest_sources():
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT DISTINCT customer_id FROM ({select}) AS i(customer_id, starts_on, ends_on)"  # noqa: S608
                " WHERE starts_on <= %s AND (ends_on IS NULL OR ends_on >= %s)",
                [day, day],
            )
            found.update(row[0] for row in cursor.fetchall())
    return np.array(sorted(found), dtype=np.int64)


def _among(chosen: NDArray[np.int64], customer: NDArray[np.int64]) -> NDArray[np.bool_]:
    flags = np.zeros(customer.size, dtype=np.bool_)
    places = np.searchsorted(customer, chosen)
    inside = places < customer.size
    places, chosen = places[inside], chosen[inside]
    flags[places[customer[places] == chosen]] = True
    return flags


def _place(customer: NDArray[np.int64], pk: int) -> int | None:
    place = int(np.searchsorted(customer, pk))
    return place if place < customer.size and customer[place] == pk else None


def moves_between(earlier: Lives, later: Lives) -> dict[tuple[str, str], int]:
    """(what they were, what they became) -> customers; "" before they were known."""
    before = np.full(later.customer.size, "", dtype=object)
    places = np.searchsorted(later.customer, earlier.customer)
    inside = places < later.customer.size
    places, told = places[inside], earlier.tense[inside]
    same = later.customer[places] == earlier.customer[inside]
    before[places[same]] = told[same]
    return dict(Counter(zip(before.tolist(), later.tense.tolist(), strict=True)))


def quarter_ends(last: date, count: int) -> list[date]:
    """The ends of the `count` quarters before `last`, and `last` itself, oldest first."""
    year, quarter = last.year, (last.month - 1) // 3
    found: list[date] = [last]
    while len(found) <= count:
        end = date.fromordinal(date(year, quarter * 3 + 1, 1).toordinal() - 1)
        if end < last:
            found.append(end)
        year, quarter = (year, quarter - 1) if quarter else (year - 1, 3)
    return found[::-1]


def members_of(lives: Lives, kind: str, *, limit: int) -> Iterable[int]:
    """The ids of those of one kind, who bought last first; those who never bought by their number."""
    chosen = lives.competitor if kind == COMPETITOR else lives.tense == kind
    customer, last = lives.customer[chosen], lives.last_purchase[chosen]
    never = np.isnat(last)
    order = np.lexsort((customer, np.where(never, 0, -last.astype(np.int64)), never))
    return [int(one) for one in customer[order][:limit]]
