"""Durations of a file, and what the survival methods say about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from idic.doors.cli.calculations import columns
from idic.doors.cli.calculations.columns import FAULT, FAULTS, Floats
from idic.doors.cli.calculations.options import ColumnOptions
from idic.doors.cli.calculations.report import Facts, Section
from idic.doors.cli.calculations.source import RowCount, Source, refuse
from idic.doors.cli.calculations.summaries import decimal_mark
from idic.doors.cli.progress import say
from idic.methods import survival
from idic.methods.survival import SurvivalCurve


@dataclass(frozen=True)
class DurationRows:
    """One entry per usable row."""

    duration: Floats
    left: Floats
    entry: Floats | None
    group: npt.NDArray[np.str_] | None
    causes: dict[str, Floats]
    rows: RowCount


def read_durations(
    source: Source,
    chosen: ColumnOptions,
    *,
    duration: str,
    left: str,
    censored: bool,
    entry: str | None,
    group: str | None,
    causes: Sequence[str],
) -> DurationRows:
    figures = {"duration": source.require(duration), "left": source.require(left)}
    figures |= {"entry": source.require(entry)} if entry else {}
    figures |= {f"cause {name}": source.require(name) for name in causes}
    wanted = figures | ({"group": source.require(group)} if group else {})
    say(f"Reading {source.name}")
    rows = RowCount()
    read, row_numbers = source.read(wanted, frozenset(figures), rows)
    mark = decimal_mark(chosen, read, figures)
    found: dict[str, Floats] = {}
    usable = np.ones(row_numbers.size, dtype=np.bool_)
    for use in figures:
        found[use], fault = columns.numbers(read[use], mark)
        unread = (fault != 0) & usable
        for kind in np.unique(fault[unread]).tolist():
            places = np.flatnonzero(unread & (fault == kind))
            rows.refuse(FAULTS[kind], source.name, int(row_numbers[places[0]]), places.size)
        usable &= ~unread
    if group:
        absent = read["group"].is_null().to_numpy() & usable
        if absent.any():
            place = int(row_numbers[absent.argmax()])
            rows.refuse(FAULTS[FAULT["number_missing"]], source.name, place, int(absent.sum()))
        usable &= ~absent
    rows.report()
    if not usable.any():
        refuse("No row can be used.")
    return DurationRows(
        duration=found["duration"][usable],
        left=1 - found["left"][usable] if censored else found["left"][usable],
        entry=found["entry"][usable] if entry else None,
        group=read["group"].to_numpy().astype(np.str_)[usable] if group else None,
        causes={name: found[f"cause {name}"][usable] for name in causes},
        rows=rows,
    )


def curves(
    read: DurationRows, level: float, *, most: int | None
) -> tuple[SurvivalCurve, list[Section], list[tuple[str, int]]]:
    """The curve of all customers, and a table of it or of each group, thinned to `most` lines each."""
    whole = survival.kaplan_meier(read.duration, read.left, entry=read.entry, level=level)
    parts = {"": whole}
    if read.group is not None:
        parts = {
            name: survival.kaplan_meier(
                read.duration[read.group == name],
                read.left[read.group == name],
                entry=None if read.entry is None else read.entry[read.group == name],
                level=level,
            )
            for name in np.unique(read.group).tolist()
        }
    lines: list[Facts] = []
    for name, curve in parts.items():
        places = np.flatnonzero(curve.events)
        if most is not None and places.size > most:
            places = places[np.linspace(0, places.size - 1, most).round().astype(np.int64)]
        for place in places.tolist():
            lines.append(
                ({"group": name} if name else {})
                | {
                    "time": float(curve.time[place]),
                    "at_risk": int(curve.at_risk[place]),
                    "left": int(curve.events[place]),
                    "share": float(curve.survival[place]),
                    "se": float(curve.se[place]),
                    "low": float(curve.low[place]),
                    "high": float(curve.high[place]),
                }
            )
    warnings = [(code, 0) for code in dict.fromkeys(one for curve in parts.values() for one in curve.warnings)]
    return whole, [Section("curve", "Share still there", lines)], warnings


def compared(read: DurationRows) -> tuple[Facts, Section]:
    test = survival.log_rank(read.duration, read.left, read.group if read.group is not None else [], entry=read.entry)
    facts: Facts = {"log_rank": test.statistic, "df": test.df, "p": test.p}
    lines: list[Facts] = [
        {"group": name, "customers": customers, "left": left, "expected": expected}
        for name, customers, left, expected in zip(
            test.groups, test.customers.tolist(), test.observed.tolist(), test.expected.tolist(), strict=True
        )
    ]
    return facts, Section("groups", "Left, and expected if all groups were alike", lines)


def effects(read: DurationRows, level: float) -> Section:
    found = survival.cox(read.causes, read.duration, read.left, entry=read.entry, level=level)
    columns_of = (found.coefficients, found.se, found.hazard_ratios, found.low, found.high, found.p)
    lines: list[Facts] = []
    for name, row in zip(found.names, np.column_stack(columns_of).tolist(), strict=True):
        lines.append(
            {"cause": name} | dict(zip(("log_hazard", "se", "hazard_ratio", "low", "high", "p"), row, strict=True))
        )
    return Section("effects", "What makes customers leave sooner", lines)
