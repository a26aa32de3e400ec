"""Published and hand-checked figures about churn, and customers whose leaving is known."""

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np

from idic.methods.classification import FeatureTable

FOLDER = Path(__file__).parents[1] / "data" / "methods"


def expected() -> dict[str, Any]:
    return json.loads((FOLDER / "churn.json").read_text(encoding="utf-8"))


def columns_of(path: Path) -> dict[str, list[str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    return {name: [row[place] for row in rows] for place, name in enumerate(header)}


def table_of(columns: dict[str, list[str]]) -> FeatureTable:
    """Columns of numbers as numbers (empty = missing), the others as categories."""
    return FeatureTable.of({name: _typed(values) for name, values in columns.items()})


def iranian_telecom() -> tuple[FeatureTable, np.ndarray]:
    columns = columns_of(FOLDER / "iranian_telecom_churn.csv.gz")
    churn = np.array(columns.pop("Churn"), dtype=float)
    return table_of(columns), churn


def telco(shared: Path) -> tuple[FeatureTable, np.ndarray]:
    columns = columns_of(shared / "telco_sample_churn" / "wa_churn.csv.gz")
    churn = np.array([one == "Yes" for one in columns.pop("churn")], dtype=float)
    return table_of(columns), churn


def spector() -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Spector and Mazzeo (1980), 32 students: grade point average, test score, new teaching; better grade or not."""
    from statsmodels.datasets import spector as data

    table = data.load_pandas().data
    return {name: table[name].to_numpy(dtype=float) for name in ("GPA", "TUCE", "PSI")}, table["GRADE"].to_numpy(float)


def _typed(values: list[str]) -> np.ndarray:
    try:
        return np.array([np.nan if one in ("", "NA") else float(one) for one in values])
    except ValueError:
        return np.array([None if one in ("", "NA") else one for one in values], dtype=object)
