"""Early-warning signals held against history: how often each was right, and how much time it left.

A customer counts as lost on the day on which the silence has reached the horizon of the question.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from idic.domain.differentiate.risk.question import Question
from idic.warehouse.marts.features import Tables

if TYPE_CHECKING:
    from idic.methods.signals import TrackRecord

#: Every signal is tried on so many customers at most, drawn by the seed.
MOST_CUSTOMERS = 20_000
_CHECK_EVERY = 30
_SPAN = 90
_WEEK = 7
FOLLOW_UP_OVERDUE = "follow_up_overdue"

Ints = NDArray[np.int64]
Days = NDArray[np.datetime64]


def signal_records(table: Tables, question: Question, *, currency: str, as_of: date, seed: int) -> list[dict[str, Any]]:
    """One record for each signal that the data can tell of."""
    from idic.methods import signals

    who, day = _purchase_days(table, currency=currency, as_of=as_of, seed=seed)
    if not who.size:
        return []
    lost, lost_on = _lost(who, day, question.horizon_days, as_of)
    found = []
    for code, (customers, warned_on) in {
        signals.FALLING_FREQUENCY: _falling_frequency(who, day, as_of),
        signals.FALLING_ACTIVITY: _falling_activity(who, day, as_of),
        FOLLOW_UP_OVERDUE: _overdue(table, np.unique(who), as_of),
    }.items():
        record = signals.track_record(
            customers, warned_on, lost, lost_on, horizon_days=question.horizon_days, as_of=as_of
        )
        running = customers[warned_on > np.datetime64(as_of) - np.timedelta64(_CHECK_EVERY, "D")]
        found.append(_told(code, record, int(np.unique(running).size)))
    return found


def _told(code: str, record: TrackRecord, now: int) -> dict[str, Any]:
    rate = record.hit_rate
    return {
        "code": code, "warnings": record.warnings, "hits": record.hits, "undecided": record.undecided,
        "hit_rate": None if rate is None else [rate.share, rate.low, rate.high],
        "recall": record.recall, "lost": record.lost, "median_lead": record.median_lead, "now": now,
    }  # fmt: skip


def _purchase_days(table: Tables, *, currency: str, as_of: date, seed: int) -> tuple[Ints, Days]:
    """Ordered by customer and day, one entry for each day with a purchase."""
    import ibis

    purchases = table("purchases")
    rows = (
        purchases.filter(
            purchases.customer_id.notnull(), purchases.currency == currency, purchases.kind == "sale",
            purchases.total_e4 > 0, purchases.day <= ibis.date(as_of.isoformat()),
        )
        .select("customer_id", "day")
        .distinct()
        .order_by("customer_id", "day")
        .to_pyarrow()
    )  # fmt: skip
    who = np.asarray(rows.column("customer_id").to_numpy(zero_copy_only=False), dtype=np.int64)
    day = np.asarray(rows.column("day").to_numpy(zero_copy_only=False), dtype="datetime64[D]")
    customers = np.unique(who)
    if customers.size > MOST_CUSTOMERS:
        drawn = np.random.default_rng(seed).choice(customers, MOST_CUSTOMERS, replace=False)
        kept = np.isin(who, drawn)
        who, day = who[kept], day[kept]
    return who, day


def _lost(who: Ints, day: Days, horizon: int, as_of: date) -> tuple[Ints, Days]:
    customers, first = np.unique(who, return_index=True)
    last = day[np.r_[first[1:], who.size] - 1]
    gone_on = last + np.timedelta64(horizon, "D")
    gone = gone_on <= np.datetime64(as_of)
    return customers[gone], gone_on[gone]


def _falling_frequency(who: Ints, day: Days, as_of: date) -> tuple[Ints, Days]:
    """Looked at every month, back to where two spans still fit before."""
    from idic.methods.signals import falling_frequency

    customers, place = np.unique(who, return_inverse=True)
    warned: list[Ints] = []
    when: list[Days] = []
    moment = np.datetime64(as_of, "D")
    start = day.min() + np.timedelta64(2 * _SPAN, "D")
    while moment >= start:
        late = (day > moment - np.timedelta64(_SPAN, "D")) & (day <= moment)
        early = (day > moment - np.timedelta64(2 * _SPAN, "D")) & (day <= moment - np.timedelta64(_SPAN, "D"))
        flags = falling_frequency(
            np.bincount(place[late], minlength=customers.size), np.bincount(place[early], minlength=customers.size)
        )
        warned.append(customers[flags])
        when.append(np.full(int(flags.sum()), moment))
        moment = moment - np.timedelta64(_CHECK_EVERY, "D")
    return _joined(warned, when)


def _falling_activity(who: Ints, day: Days, as_of: date) -> tuple[Ints, Days]:
    """CUSUM over weeks, each customer from the week of the first purchase on (26 weeks make the baseline)."""
    from idic.methods.signals import cusum
    from idic.methods.signals.cusum import BASELINE_WEEKS

    customers, first, place = np.unique(who, return_index=True, return_inverse=True)
    start = day[first]
    weeks = ((np.datetime64(as_of) - start).astype(np.int64) // _WEEK) + 1
    warned: list[Ints] = []
    when: list[Days] = []
    own_week = (day - start[place]).astype(np.int64) // _WEEK
    # customers of one length together: no week is made up for anybody
    for length in np.unique(weeks[weeks > BASELINE_WEEKS]).tolist():
        group = np.flatnonzero(weeks == length)
        row = np.full(customers.size, -1, dtype=np.int64)
        row[group] = np.arange(group.size)
        mine = row[place] >= 0
        activity = np.zeros((group.size, length))
        np.add.at(activity, (row[place[mine]], np.minimum(own_week[mine], length - 1)), 1.0)
        rows, alarms = np.nonzero(cusum(activity).alarm)
        warned.append(customers[group[rows]])
        when.append(start[group[rows]] + ((alarms + 1) * _WEEK - 1).astype("timedelta64[D]"))
    found, moments = _joined(warned, when)
    known = moments <= np.datetime64(as_of)
    return found[known], moments[known]


def _overdue(table: Tables, customers: Ints, as_of: date) -> tuple[Ints, Days]:
    """On the day after it was due and not done."""
    import ibis

    contacts = table("contacts")
    today = ibis.date(as_of.isoformat())
    rows = contacts.filter(
        contacts.customer_id.notnull(), contacts.source == "follow_up", contacts.due_on.notnull(),
        contacts.due_on < today, contacts.done_on.isnull() | (contacts.done_on > contacts.due_on),
    ).select("customer_id", "due_on").to_pyarrow()  # fmt: skip
    who = np.asarray(rows.column("customer_id").to_numpy(zero_copy_only=False), dtype=np.int64)
    due = np.asarray(rows.column("due_on").to_numpy(zero_copy_only=False), dtype="datetime64[D]")
    kept = np.isin(who, customers)
    warned: Days = np.asarray(due[kept] + np.timedelta64(1, "D"), dtype="datetime64[D]")
    return who[kept], warned


def _joined(who: list[Ints], when: list[Days]) -> tuple[Ints, Days]:
    if not who:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype="datetime64[D]")
    return np.concatenate(who), np.concatenate(when)
