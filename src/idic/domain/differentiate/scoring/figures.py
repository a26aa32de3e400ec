"""The base at this turn: sums over the scores as they are stored, and over the customers as they stand in the records."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from django.db.backends.utils import CursorWrapper

from idic.domain.differentiate.scoring.binary_rows import cents_of
from idic.domain.differentiate.scoring.carried import SHIFT

if TYPE_CHECKING:
    from idic.domain.differentiate.scoring.steps import Column, Turn

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_CURVE_POINTS = 100


@dataclass(frozen=True)
class Recorded:
    """`ids` of everybody in the records, ascending, merged ones too; `counts` are of those who are not merged."""

    ids: Ints
    counts: dict[str, int]

    def among(self, customers: Ints) -> Flags:
        return np.isin(customers, self.ids, assume_unique=True)


def recorded_customers(cursor: CursorWrapper) -> Recorded:
    living = "merged_into_id IS NULL"
    statement = f"""
        SELECT string_agg(int8send(id), ''), count(*) FILTER (WHERE {living}),
               count(*) FILTER (WHERE {living} AND record_count > 1),
               coalesce(sum(record_count) FILTER (WHERE {living}), 0)::bigint,
               count(*) FILTER (WHERE {living} AND (phone <> '' OR email <> ''))
        FROM identify_customer GROUP BY id >> {SHIFT}"""  # noqa: S608 - own names
    with cursor.cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT binary)") as copy:
        copy.set_types(["bytea", "int8", "int8", "int8", "int8"])
        read = list(copy.rows())
    ids = np.frombuffer(b"".join(row[0] for row in read), dtype=">i8").astype(np.int64)
    names = ("customers", "joined", "records", "reachable")
    counts = {name: sum(row[number] for row in read) for number, name in enumerate(names, 1)}
    return Recorded(np.sort(ids), counts)


def counted_figures(turn: Turn, stored: Flags, recorded: Recorded) -> dict[str, Any]:
    """`stored` are the rows of the turn that went into the records."""
    columns = {name: values[stored] for name, values in turn.columns.items()}
    spent, value = _Money(columns["monetary"]), _Money(columns["lifetime_value"])
    alive = columns["p_alive"][~np.isnan(columns["p_alive"])]
    figures: dict[str, Any] = {
        **recorded.counts, "buyers": int((columns["frequency"] > 0).sum()), "spend": _or_nothing(spent.told()),
        "lifetime_value": value.told(), "p_alive": round(float(alive.mean()), 4) if alive.size else None,
    }  # fmt: skip
    for name in ("tense", "tier", "rfm_group"):
        figures[name] = _by_code(columns[name], spent, value)
    figures["rfm_grid"] = _rfm_grid(columns["r"].astype(np.int64), columns["f"].astype(np.int64), spent)
    figures["value_curve"] = _value_curve(columns["customer_id"], value)
    return figures


class _Money:
    """A column in whole hundredths: sums of them are exact."""

    def __init__(self, values: Column) -> None:
        self.cents, self.known = cents_of(values)

    def told(self, rows: Flags | slice = slice(None)) -> str | None:
        """None where not one is known."""
        if not self.known[rows].any():
            return None
        return str(Decimal(int(self.cents[rows].sum())).scaleb(-2))


def _by_code(codes: Column, spent: _Money, value: _Money) -> dict[str, dict[str, Any]]:
    import pyarrow as pa

    encoded = pa.array(codes, pa.string()).dictionary_encode()
    numbers, names = encoded.indices.to_numpy(), encoded.dictionary.to_pylist()
    found = {}
    for number, name in sorted(enumerate(names), key=lambda one: str(one[1])):
        if name:
            rows = numbers == number
            found[name] = {
                "customers": int(rows.sum()), "spend": _or_nothing(spent.told(rows)), "lifetime_value": value.told(rows),
            }  # fmt: skip
    return found


def _or_nothing(told: str | None) -> str:
    return told if told is not None and Decimal(told) else "0"


def _rfm_grid(r: Ints, f: Ints, spent: _Money) -> list[list[Any]]:
    cells = np.where(r > 0, 10 * r + f, 0)
    return [
        [int(cell // 10), int(cell % 10), int((cells == cell).sum()), _or_nothing(spent.told(cells == cell))]
        for cell in np.unique(cells[cells > 0])
    ]


def _value_curve(customers: Ints, value: _Money) -> list[list[float]]:
    """Hundredths of the customers, the most valuable first: their share of the customers and of the lifetime value."""
    cents = value.cents[value.known]
    if not cents.size:
        return []
    ranked = cents[np.lexsort((customers[value.known], -cents))]
    parts = min(_CURVE_POINTS, ranked.size)
    # the first parts are one larger where the number does not divide
    ends = np.cumsum(np.full(parts, ranked.size // parts) + (np.arange(parts) < ranked.size % parts))
    running = np.cumsum(ranked)[ends - 1] / 100
    whole = float(running[-1])
    if whole <= 0:
        return []
    shares = zip((ends / ranked.size).tolist(), (running / whole).tolist(), strict=True)
    return [[0.0, 0.0], *([round(share, 4), round(part, 4)] for share, part in shares)]
