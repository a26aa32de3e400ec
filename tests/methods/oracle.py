"""Published and hand-checked figures that the methods must reproduce."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np

FOLDER = Path(__file__).parents[1] / "data" / "methods"


def segmentation() -> dict[str, Any]:
    return json.loads((FOLDER / "segmentation.json").read_text(encoding="utf-8"))


def cdnow() -> tuple[np.ndarray, np.ndarray]:
    """Days since the last purchase and number of purchases, one row per customer of the CDNOW sample."""
    with (FOLDER / "cdnow_groups.csv").open(encoding="utf-8") as file:
        rows = [{name: int(value) for name, value in row.items()} for row in csv.DictReader(file)]
    times = [row["customers"] for row in rows]
    return (
        np.repeat([row["T_days"] - row["t_x_days"] for row in rows], times),
        np.repeat([row["x"] + 1 for row in rows], times),
    )
