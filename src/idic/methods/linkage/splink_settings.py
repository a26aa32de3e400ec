"""A trained model as settings of Splink 5, for DuckDB and for Spark; needs no Splink to be made."""

from __future__ import annotations

from typing import Any, Final

from idic.methods.linkage.columns import RECORD
from idic.methods.linkage.fields import Kind
from idic.methods.linkage.levels import Comparison
from idic.methods.linkage.model import Model
from idic.methods.linkage.sql import Dialect, level_condition, null_condition, splink_reference

_LISTS: Final[dict[Kind, tuple[str, ...]]] = {
    "phone": ("", "_tails"), "email": ("", "_locals"), "identifier": ("",), "organisation": ("_b_words",),
    "address": ("_b_places", "_b_words", "_numbers"),
}  # fmt: skip


def splink_settings(model: Model, dialect: Dialect = "duckdb") -> dict[str, Any]:
    """Settings of Splink 5 with the trained m and u over the prepared columns. Our own run on DuckDB registers the pairs
    it has blocked; on Spark, where this is untested, Splink blocks by the same rules, without the cap on block sizes."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": RECORD,
        "probability_two_random_records_match": model.prior,
        "blocking_rules_to_generate_predictions": _rules(model, dialect),
        "comparisons": [_comparison(comparison, model, dialect) for comparison in model.comparisons],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "additional_columns_to_retain": [],
    }


def _rules(model: Model, dialect: Dialect) -> list[dict[str, Any]]:
    if dialect == "duckdb" or not model.settings.rules:
        return [{"blocking_rule": "1=1", "sql_dialect": dialect}]
    lists = {f"{field.name}{suffix}" for field in model.settings.fields for suffix in _LISTS.get(field.kind, ())}
    rules: list[dict[str, Any]] = []
    for rule in model.settings.rules:
        one: dict[str, Any] = {
            "blocking_rule": " AND ".join(f"l.{key} = r.{key}" for key in rule.keys),
            "sql_dialect": dialect,
        }
        if exploded := [key for key in rule.keys if key in lists]:
            one["arrays_to_explode"] = exploded
        rules.append(one)
    return rules


def _comparison(comparison: Comparison, model: Model, dialect: Dialect) -> dict[str, Any]:
    m, u = model.m[comparison.name], model.u[comparison.name]
    levels: list[dict[str, Any]] = [
        {"sql_condition": null_condition(comparison, splink_reference), "label_for_charts": "no evidence",
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
