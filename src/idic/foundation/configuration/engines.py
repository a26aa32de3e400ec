"""Where work on whole tables is done."""

from __future__ import annotations

import re

from idic.foundation.configuration.errors import Refused
from idic.foundation.configuration.setting import Setting

ENGINES = ("duckdb", "spark")


def engine(text: str) -> str:
    if text.lower() not in ENGINES:
        raise Refused("")
    return text.lower()


def spark_master(text: str) -> str:
    if not re.fullmatch(r"local(\[(\d+|\*)\])?|(spark|k8s|yarn)(://\S+)?", text):
        raise Refused("")
    return text


def kept(text: str) -> tuple[int, int, int]:
    """At least the last one stays: it is the one that is read."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != 3 or not all(re.fullmatch(r"\d{1,4}", part) for part in parts) or int(parts[0]) < 1:
        raise Refused("")
    last, days, months = map(int, parts)
    return last, days, months


WAREHOUSE_ENGINE = Setting(
    "WAREHOUSE_ENGINE",
    "duckdb or spark",
    engine,
    "duckdb",
    "duckdb",
    "What matching, refresh, models and questions work with: DuckDB inside IDIC, or Apache Spark (docs/guides/spark.md).",
)
SPARK_MASTER = Setting(
    "SPARK_MASTER",
    "a master such as spark://host:7077 or local[4]",
    spark_master,
    "local[*]",
    "local[*]",
    "The Spark cluster. Its workers see the same IDIC_HOME/warehouse, and need the Python packages of IDIC for matching.",
)
SNAPSHOTS_KEPT = Setting(
    "IDIC_SNAPSHOTS_KEPT",
    "three numbers: LAST,DAYS,MONTHS",
    kept,
    (5, 14, 12),
    "5,14,12",
    "Which snapshots of the warehouse stay: the last few, the last of each day for some days, and of each month for some months.",
)
