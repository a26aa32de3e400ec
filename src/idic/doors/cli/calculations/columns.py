"""Columns of a file as arrays of days, numbers and keys. A fault is a small number per row: its place in FAULTS."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice

import numpy as np
import numpy.typing as npt
import polars as pl

from idic.foundation.tables import Cell
from idic.foundation.tables.export import unguarded
from idic.methods.normalise.dates import (
    AmbiguousDateError,
    DateOrder,
    ImpossibleDateError,
    UnreadableDateError,
    guess_order,
    parse_date,
)
from idic.methods.normalise.numbers import AmbiguousNumberError, DecimalMark, NumberError, guess_decimal, parse_decimal

Floats = npt.NDArray[np.float64]
Days = npt.NDArray[np.datetime64]
Faults = npt.NDArray[np.int8]

FAULTS = (
    "", "customer_missing", "date_missing", "date_ambiguous", "date_unreadable", "date_impossible", "date_too_early",
    "date_future", "after_as_of", "number_missing", "number_ambiguous", "number_unreadable", "number_too_large",
    "number_too_small", "moment_missing", "moment_unreadable", "moment_without_zone", "end_before_start",
)  # fmt: skip
FAULT = {name: place for place, name in enumerate(FAULTS)}

_FIRST_YEAR = 1900
_LARGEST = 1e13
_GUESS_FROM = 10_000
# A time of day does not change the day, and without it the spellings of a column are few.
_DAY_AND_CLOCK = r"^(\d[\d/.\-]*\d)[T ]+(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?$"


def texts(cells: Sequence[Cell]) -> pl.Series:
    """Trimmed, null where nothing is written; typed cells as a person would write them."""
    try:
        column = pl.Series(cells, dtype=pl.String)
    except TypeError:  # some cell is typed
        column = pl.Series([_text(cell) for cell in cells], dtype=pl.String)
    column = column.str.strip_chars()
    return pl.select(pl.when(column != "").then(column)).to_series()


def timed_texts(cells: Sequence[Cell]) -> pl.Series:
    """As texts, but a typed moment keeps its time of day."""
    return texts([cell.isoformat() if isinstance(cell, datetime) else cell for cell in cells])


def figures(cells: Sequence[Cell]) -> pl.Series:
    """Numbers where every cell is typed, texts otherwise."""
    if any(isinstance(cell, str | date) for cell in cells):
        return texts(cells)
    return pl.Series([None if cell is None else float(cell) for cell in cells], dtype=pl.Float64)  # type: ignore[arg-type]  # no text is left


def keys(column: pl.Series) -> tuple[pl.Series, Faults]:
    quoted = column.str.starts_with("'").fill_null(False)
    if quoted.any():
        # Exports put an apostrophe before what a spreadsheet would run as a formula.
        column = column.map_elements(unguarded, return_dtype=pl.String)
    missing = column.is_null().to_numpy()
    return column, np.where(missing, FAULT["customer_missing"], 0).astype(np.int8)


def days(column: pl.Series, order: DateOrder | None, *, today: date) -> tuple[Days, Faults]:
    short = column.str.replace(_DAY_AND_CLOCK, "${1}")
    spellings = short.drop_nulls().unique(maintain_order=True).to_list()
    order = order or guess_order(islice(spellings, _GUESS_FROM))
    found = [_day(text, order, today) for text in spellings]
    table = pl.DataFrame(
        {
            "text": spellings,
            "day": [one if isinstance(one, date) else None for one in found],
            "fault": [one if isinstance(one, int) else 0 for one in found],
        },
        schema={"text": pl.String, "day": pl.Date, "fault": pl.Int8},
    )
    read = short.rename("text").to_frame().join(table, on="text", how="left", maintain_order="left")
    faults = read["fault"].fill_null(FAULT["date_missing"]).to_numpy().astype(np.int8)
    return read["day"].to_numpy().astype("datetime64[D]"), faults


def guessed_decimal(columns: Iterable[pl.Series]) -> DecimalMark | None:
    """From all columns of a file together: one of them often decides for all."""
    samples: list[str] = []
    for column in columns:
        if column.dtype == pl.String:
            marked = column.filter(column.str.contains(r"[.,]").fill_null(False))
            samples += marked.head(_GUESS_FROM).unique(maintain_order=True).to_list()
    return guess_decimal(samples)


def numbers(column: pl.Series, decimal: DecimalMark | None) -> tuple[Floats, Faults]:
    if column.dtype == pl.Float64:
        values = column.fill_null(float("nan")).to_numpy().astype(np.float64)
        faults = np.where(column.is_null().to_numpy(), FAULT["number_missing"], 0)
        faults = np.where((faults == 0) & ~np.isfinite(values), FAULT["number_unreadable"], faults)
    else:
        plain = column.str.contains(r"^-?\d{1,15}(\.\d+)?$" if decimal == "." else r"^-?\d{1,15}$").fill_null(False)
        values = pl.select(pl.when(plain).then(column)).to_series().cast(pl.Float64).fill_null(float("nan")).to_numpy()
        values = values.astype(np.float64)
        faults = np.where(column.is_null().to_numpy(), FAULT["number_missing"], 0)
        odd = np.flatnonzero(~plain.to_numpy() & (faults == 0))
        known: dict[str, float | str] = {}
        for place, text in zip(odd.tolist(), column.gather(odd).to_list(), strict=True):
            if text not in known:
                known[text] = _number(text, decimal)
            one = known[text]
            if isinstance(one, str):
                faults[place] = FAULT[one]
            else:
                values[place] = one
    faults = np.where((faults == 0) & (np.abs(values) >= _LARGEST), FAULT["number_too_large"], faults)
    return values, faults.astype(np.int8)


def first_fault(*found: Faults) -> Faults:
    result = np.zeros_like(found[0])
    for faults in found:
        result = np.where(result == 0, faults, result)
    return result


def _text(cell: Cell) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, float | Decimal):
        return str(int(cell)) if cell == cell // 1 else str(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _day(text: str, order: DateOrder | None, today: date) -> date | int:
    try:
        day = parse_date(text, order=order)
    except AmbiguousDateError:
        return FAULT["date_ambiguous"]
    except ImpossibleDateError:
        return FAULT["date_impossible"]
    except UnreadableDateError:
        return FAULT["date_unreadable"]
    if day.year < _FIRST_YEAR:
        return FAULT["date_too_early"]
    return FAULT["date_future"] if day > today else day


def _number(text: str, decimal: DecimalMark | None) -> float | str:
    try:
        return float(parse_decimal(text, decimal=decimal))
    except AmbiguousNumberError:
        return "number_ambiguous"
    except (NumberError, ArithmeticError):
        return "number_unreadable"
