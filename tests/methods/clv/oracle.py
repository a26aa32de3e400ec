"""Published figures and the small public data sets behind them."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parents[2] / "data" / "methods"
CDNOW_SAMPLE = Path(__file__).parents[4] / "shared" / "data" / "cdnow" / "CDNOW_sample.txt.gz"

Floats = NDArray[np.float64]


def expected() -> dict[str, Any]:
    return json.loads((FOLDER / "clv_expected.json").read_text(encoding="utf-8"))


def columns(name: str) -> dict[str, Floats]:
    with (FOLDER / name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {column: np.array([float(row[column]) for row in rows]) for column in rows[0]}


def cdnow_groups() -> tuple[Floats, Floats, Floats, Floats]:
    """x, t_x and T in weeks, and how many customers share them."""
    table = columns("cdnow_groups.csv")
    return table["x"], table["t_x_days"] / 7, table["T_days"] / 7, table["customers"]


def cdnow_customers() -> tuple[Floats, Floats, Floats]:
    x, t_x, T, count = cdnow_groups()
    times = count.astype(int)
    return np.repeat(x, times), np.repeat(t_x, times), np.repeat(T, times)


def cdnow_spend() -> tuple[Floats, Floats]:
    table = columns("cdnow_repeat_spend.csv")
    return table["x"], table["mean_repeat_spend"]


def cases(model: str, key: str = "cases") -> tuple[list[dict[str, float]], Floats, Floats, Floats]:
    rows = expected()[model][key]
    return rows, values(rows, "x"), values(rows, "t_x"), values(rows, "T")


def values(rows: list[dict[str, float]], name: str) -> Floats:
    return np.array([float(row[name]) for row in rows])
