"""Flags "kept" and "late" that others set in earnest, got again from the raw times by our clock and our states."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from idic.methods.attainment import BREACHED, MET, states
from idic.methods.business_clock import ROUND_THE_CLOCK, BusinessClock, Hours, elapsed_minutes, week_of

_LONG_AGO = date(2000, 1, 1)
_ALWAYS = BusinessClock("UTC", [Hours(_LONG_AGO, ROUND_THE_CLOCK)])
# The desk of the incident log tells neither its hours nor its budgets. These were found by search, over the beginning and
# the length of its day in half hours: Monday to Friday, 14:00 to 23:00 as its file counts the hours.
_DESK = BusinessClock("UTC", [Hours(_LONG_AGO, week_of({day: ["14:00-23:00"] for day in range(5)}))])
_MINUTES = {"1": (_ALWAYS, 400), "2": (_ALWAYS, 60), "3": (_DESK, 62 * 60), "4": (_DESK, 8_000)}
_EXCEPTIONS = {"1": (2, 220), "2": (0, 337), "3": (15, 19_554), "4": (0, 658)}


def test_every_flag_of_the_requests_of_boston(shared_data: Path) -> None:
    """The file was cut years later, so what is open in it was late, where it had a target."""
    told = pl.read_csv(shared_data / "boston_311_2011" / "boston_311_2011.csv.gz", infer_schema_length=0)
    told = told.with_columns(pl.col("target_dt", "closed_dt").str.to_datetime()).filter(pl.col("ontime").is_not_null())
    assert told.height == 58_251 - 158
    aimed = told.filter(pl.col("target_dt").is_not_null())
    closed = aimed["closed_dt"].is_not_null().to_numpy()
    ends = aimed["closed_dt"].fill_null(pl.datetime(2040, 1, 1)).to_numpy()
    found = states(ends, aimed["target_dt"].to_numpy(), closed)
    assert Counter(zip(found.tolist(), closed.tolist(), aimed["ontime"], strict=True)) == {
        (MET, True, "ONTIME"): 35_591, (BREACHED, True, "OVERDUE"): 8_073, (BREACHED, False, "OVERDUE"): 3_448,
    }  # fmt: skip
    # without a target nothing is late
    assert told.filter(pl.col("target_dt").is_null())["ontime"].value_counts().rows() == [("ONTIME", 10_981)]


def test_the_flags_of_an_incident_log_but_seventeen_of_20769(shared_data: Path) -> None:
    """The flag is set when an incident is closed, and by its last priority."""
    log = pl.read_csv(
        shared_data / "incident_log" / "incident_event_log_first_119998.csv.gz", infer_schema_length=0
    ).with_columns(pl.col("opened_at", "closed_at").str.to_datetime("%d/%m/%Y %H:%M"))
    last = log.group_by("number", maintain_order=True).last()
    assert last["made_sla"].value_counts(sort=True).rows() == [("true", 12_595), ("false", 8_174)]
    for priority, (clock, budget) in _MINUTES.items():
        some = last.filter(pl.col("priority").str.starts_with(priority))
        taken = elapsed_minutes(clock, some["opened_at"].to_numpy(), some["closed_at"].to_numpy())
        found = states(taken, np.full(some.height, budget), np.ones(some.height, dtype=bool))
        kept = (some["made_sla"] == "true").to_numpy()
        assert (int(((found == MET) != kept).sum()), some.height) == _EXCEPTIONS[priority]
