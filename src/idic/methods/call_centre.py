"""What a call centre measures: service level, abandoned calls, speed of answer, occupancy, first-contact resolution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.proportion import Proportion, wilson

SHORT_ABANDON_S = 5.0
WINDOW_DAYS = 7.0

NO_CALLS = "no_calls"
NO_FIRST_CONTACT = "no_first_contact"


class CallCentreError(ValueError):
    """The figures cannot be computed; the message says what to change."""


class UnequalColumns(CallCentreError):
    pass


class TimeUnusable(CallCentreError):
    pass


@dataclass(frozen=True, slots=True)
class Calls:
    """`short_abandoned`: hung up sooner than `short_s`, counted nowhere else; `counted` = answered + abandoned.

    `service_level`: answered within the target, `abandon_rate`: abandoned, both of `counted`, with Wilson interval;
    None with the reason where nothing was counted. `asa_s`: mean seconds until the answer, None where none was answered.
    """

    answered: int
    abandoned: int
    short_abandoned: int
    service_level: Proportion | None
    abandon_rate: Proportion | None
    asa_s: float | None
    reason: str

    @property
    def counted(self) -> int:
        return self.answered + self.abandoned


def calls(wait_s: ArrayLike, answered: ArrayLike, *, target_s: float, short_s: float = SHORT_ABANDON_S) -> Calls:
    """One entry per call: seconds until it was answered or given up, and which of the two."""
    wait, taken = np.asarray(wait_s, dtype=np.float64), np.asarray(answered, dtype=np.bool_)
    if wait.ndim != 1 or wait.shape != taken.shape:
        raise UnequalColumns("Every call needs its wait and whether it was answered.")
    if not np.isfinite(wait).all() or (wait < 0).any() or target_s < 0 or short_s < 0:
        raise TimeUnusable("Seconds must be known and not negative.")
    short = ~taken & (wait < short_s)
    n_answered, n_short = int(taken.sum()), int(short.sum())
    abandoned = int((~taken).sum()) - n_short
    counted = n_answered + abandoned
    return Calls(
        answered=n_answered,
        abandoned=abandoned,
        short_abandoned=n_short,
        service_level=wilson(int((taken & (wait <= target_s)).sum()), counted) if counted else None,
        abandon_rate=wilson(abandoned, counted) if counted else None,
        asa_s=float(wait[taken].mean()) if n_answered else None,
        reason="" if counted else NO_CALLS,
    )


def occupancy(busy_s: float, signed_in_s: float) -> float:
    """Seconds of talking and writing up among the seconds in which agents were ready for calls or busy with them."""
    if not 0 <= busy_s <= signed_in_s or not 0 < signed_in_s < float("inf"):
        raise TimeUnusable("Agents are busy for no longer than they are signed in, and signed in for some time.")
    return busy_s / signed_in_s


@dataclass(frozen=True, slots=True)
class FirstContact:
    """`first`: contacts that begin something new and whose window is over; `waiting`: those whose window still runs;
    `repeats`: contacts within the window of an earlier one; `unknown`: without a customer or a topic.
    `resolution`: the share of `first` without a repeat, None with the reason where there is none.
    """

    first: int
    resolved: int
    repeats: int
    waiting: int
    unknown: int
    resolution: Proportion | None
    reason: str


def first_contact_resolution(
    customer: ArrayLike, topic: ArrayLike, moment: ArrayLike, *, as_of: np.datetime64, window_days: float = WINDOW_DAYS
) -> FirstContact:
    """A repeat: the same customer on the same topic at most `window_days` x 24 hours after the last time; a chain of
    repeats is one matter and counts against its first contact. None or "" in `customer` or `topic`: unknown. Contacts
    after `as_of` are left out. A matter whose window still runs is not counted, not even if a repeat has come: else
    only the failures of the last days would count.
    """
    found = _matters(customer, topic, moment, as_of, window_days)
    first = int((found.begins & found.over).sum())
    resolved = int((found.begins & found.over & ~found.repeated).sum())
    return FirstContact(
        first=first,
        resolved=resolved,
        repeats=int((~found.begins).sum()),
        waiting=int((found.begins & ~found.over).sum()),
        unknown=found.unknown,
        resolution=wilson(resolved, first) if first else None,
        reason="" if first else NO_FIRST_CONTACT,
    )


def solved_at_first(
    customer: ArrayLike, topic: ArrayLike, moment: ArrayLike, *, as_of: np.datetime64, window_days: float = WINDOW_DAYS
) -> NDArray[np.int8]:
    """Of each contact, by the same rules: 1 solved by it, 0 not, -1 a repeat or nothing that can be said yet."""
    matters = _matters(customer, topic, moment, as_of, window_days)
    found = np.full(matters.size, -1, dtype=np.int8)
    counted = matters.begins & matters.over
    found[matters.places[counted]] = (~matters.repeated[counted]).astype(np.int8)
    return found


class _Matters(NamedTuple):
    """Of the contacts with a customer and a topic, by these and then by time; `places` are where they were given."""

    size: int
    unknown: int
    places: NDArray[np.intp]
    begins: NDArray[np.bool_]
    over: NDArray[np.bool_]
    repeated: NDArray[np.bool_]


def _matters(
    customer: ArrayLike, topic: ArrayLike, moment: ArrayLike, as_of: np.datetime64, window_days: float
) -> _Matters:
    who, what = np.asarray(customer, dtype=object), np.asarray(topic, dtype=object)
    when = np.asarray(moment, dtype="datetime64[s]")
    if when.ndim != 1 or not who.shape == what.shape == when.shape:
        raise UnequalColumns("Every contact needs its customer, topic and moment.")
    if np.isnat(when).any() or np.isnat(as_of) or not window_days > 0:
        raise TimeUnusable("Moments must be known and the window must be positive.")
    window = np.timedelta64(round(window_days * 86_400), "s")
    now = as_of.astype("datetime64[s]")
    past = when <= now
    known = np.array([bool(a) and bool(b) for a, b in zip(who.tolist(), what.tolist(), strict=True)], dtype=np.bool_)
    used = past & known
    key = _codes(who[used], what[used])
    times = when[used]
    order = np.lexsort((times, key))
    key, times = key[order], times[order]
    near = np.zeros(key.size, dtype=np.bool_)
    near[1:] = (key[1:] == key[:-1]) & (times[1:] - times[:-1] <= window)
    repeated = np.zeros(key.size, dtype=np.bool_)
    repeated[:-1] = near[1:]
    places = np.flatnonzero(used)[order]
    return _Matters(when.size, int((past & ~known).sum()), places, ~near, times + window <= now, repeated)


def _codes(who: NDArray[np.object_], what: NDArray[np.object_]) -> NDArray[np.int64]:
    number: dict[tuple[object, object], int] = {}
    pairs = zip(who.tolist(), what.tolist(), strict=True)
    return np.array([number.setdefault(pair, len(number)) for pair in pairs], dtype=np.int64)
