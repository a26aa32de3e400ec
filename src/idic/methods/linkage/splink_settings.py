"""A trained model as settings of Splink 5, for DuckDB and for Spark; needs no Splink to be made."""

from __future__ import annotations

from typing import Any

from idic.methods.linkage.columns import RECORD
from idic.methods.linkage.levels import Comparison
from idic.methods.linkage.model import Model
from idic.methods.linkage.sql import Dialect, level_condition, null_condition, splink_reference


def splink_settings(model: Model, dialect: Dialect = "duckdb") -> dict[str, Any]:
    """Settings of Splink 5 with the trained m and u over the prepared columns. They name no blocking rule that leaves
    anything out: a run registers the pairs that it has blocked itself."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": RECORD,
        "probability_two_random_records_match": model.prior,
        "blocking_rules_to_generate_predictions": [{"blocking_rule": "1=1", "sql_dialect": dialect}],
        "comparisons": [_comparison(comparison, model, dialect) for comparison in model.comparisons],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "additional_columns_to_retain": [],
    }


def _comparison(comparison: Comparison, model: Model, dialect: Dialect) -> dict[str, Any]:
    m, u = model.m[comparison.name], model.u[comparison.name]
    levels: list[dict[str, Any]] = [
        {"sql_condition": null_condition(comparison, splink_reference, dialect), "label_for_charts": "no evidence",
         "is_null_level": True}
    ]  # fmt: skip
    for place, level in enumerate(comparison.levels):
        number = len(comparison.levels) - place
        one: dict[str, Any] = {
            "sql_condition": level_condition(level, splink_reference, dialect),
            "label_for_charts": level.label,
            "m_probability": m[number],
            "u_probability": u[number],
        }
        if level.frequency in model.frequencies:
            one["tf_adjustment_column"] = level.frequency
            one["tf_adjustment_weight"] = 1.0
            one["disable_tf_exact_match_detection"] = True
            one["tf_minimum_u_value"] = model.settings.frequency_floor
        levels.append(one)
    levels.append({"sql_condition": "ELSE", "label_for_charts": "else", "m_probability": m[0], "u_probability": u[0]})
    return {"output_column_name": comparison.name, "comparison_levels": levels}
