"""Attributes of customers as columns, from the facts that travel as JSON text. They carry no date: they are as of now."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from idic.warehouse.marts.features import Tables


def attribute_columns(table: Tables, codes: Sequence[str]) -> tuple[NDArray[np.int64], dict[str, list[Any]]]:
    """Customers ascending and, for each code, what stands there (None where nothing does)."""
    rows = table("customers").select("customer_id", "facts").order_by("customer_id").to_pyarrow()
    customers = np.asarray(rows.column("customer_id").to_numpy(zero_copy_only=False), dtype=np.int64)
    columns: dict[str, list[Any]] = {code: [] for code in codes}
    for text in rows.column("facts").to_pylist():
        facts: Mapping[str, Any] = json.loads(text) if text else {}
        for code in codes:
            columns[code].append(facts.get(code))
    return customers, columns


def attribute_values(table: Tables, code: str) -> tuple[NDArray[np.int64], list[Any]]:
    customers, columns = attribute_columns(table, (code,))
    return customers, columns[code]


def as_feature(values: Sequence[Any]) -> NDArray[Any]:
    """Numbers where all that is known are numbers, texts otherwise; several choices count as their first."""
    plain = [one[0] if isinstance(one, list) and one else (None if one == [] else one) for one in values]
    numbers: list[float] = []
    for one in plain:
        if one in (None, ""):
            numbers.append(np.nan)
            continue
        try:
            numbers.append(float(one))
        except (TypeError, ValueError):
            return np.array([None if item in (None, "") else str(item) for item in plain], dtype=object)
    return np.array(numbers, dtype=np.float64)
