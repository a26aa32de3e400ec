"""English sentences without Django's translations, which would ask for settings."""

from typing import Any

from django.utils.functional import Promise

from idic.foundation.tables.batch import RefusalReason
from idic.foundation.tables.errors import TableError

WARNINGS = {
    "too_few": "Fewer than five customers: fifths say little.",
    "all_tied_recency": "All {count} customers bought on the same last day, so recency tells nobody apart.",
    "all_tied_frequency": "All {count} customers have the same number of orders, so frequency tells nobody apart.",
    "all_tied_monetary": "All {count} customers spent the same, so money tells nobody apart.",
    "figure_unknown": "{count} customers have an unknown figure and are not scored.",
    "no_order": "{count} customers have no order and are not scored.",
    "returns_only": "{count} customers have returns only and are left out.",
    "first_purchase_on_last_day": "{count} customers first bought on the last day, too late to say anything.",
    "not_converged": "The search did not settle on one maximum; do not rely on the values.",
    "parameter_at_boundary": "A parameter lies at the edge of its range: customers hardly differ in it.",
    "spend_depends_on_frequency": "Those who buy more often also spend more (or less) each time; the spend model takes "
    "the two as independent.",
    "population_mean_does_not_exist": "Spending varies so much that no mean exists; customers with a single purchase "
    "get no value.",
    "non_positive_spend_excluded": "Repeat customers without a positive mean spend do not enter the spend model.",
    "p_alive_is_one_without_repeat": "BG/NBD takes every customer with a single purchase as still active, however long "
    "ago it was; that is the model, not knowledge.",
    "spend_unknown": "The value of {count} customers cannot be known and is left out of the sum.",
    "no_spend": "The file has no spend, so purchases are forecast but not valued.",
    "worse_than_naive": "In the hold-out time the forecast was no better than “everybody goes on as before”; no "
    "value is shown.",
    "strategic_value_unknown": "The strategic value of {count} customers is unknown, so growth and “below zero” are "
    "not decided for them.",
    "actual_value_unknown": "The value of {count} customers is unknown; they are in no tier.",
    "strategic_below_actual": "{count} customers have a strategic value below their actual one; check the figures.",
    "ties_widen_most_valuable": "Equal values widen the most valuable by {count} customers.",
    "few_churners": "Only {count} customers left: a simple model on at most five columns was used. Do not expect much.",
    "one_period_only": "All rows are of one period, so the model is judged on other customers and not on a later time.",
    "window_not_complete": "{count} rows have no known outcome; they are scored but not learned from.",
    "customer_on_both_sides": "{count} rows are not used, so that no customer is both learned from and judged.",
    "features_without_use": "{count} columns never differ and are not used.",
    "columns_without_use": "{count} columns are empty or name their rows, and are left out.",
    "not_better_than_baseline": "The model is no better than a plain rule; do not use its scores.",
    "everybody_left_early": "With late entries few are at risk at the start, and all of them left at once: the curve "
    "cannot rise again. Start it later.",
    "ties_widen_most_growable": "Equal growth widens the most growable by {count} customers.",
}

ROW_FAULTS = {
    "customer_missing": "no customer",
    "date_missing": "no date",
    "date_ambiguous": "day and month could be exchanged; use --date-order",
    "date_unreadable": "the date cannot be read",
    "date_impossible": "no calendar holds that date",
    "date_too_early": "the date lies before 1900",
    "date_future": "the date lies in the future",
    "after_as_of": "later than the day of the figures",
    "number_missing": "no amount",
    "number_ambiguous": "the comma or point could mean thousands; use --decimal",
    "number_unreadable": "the amount is no number",
    "number_too_large": "the amount is beyond all measure",
    "number_too_small": "the number is below 0",
    "moment_missing": "no moment",
    "moment_unreadable": "the moment cannot be read; write it as 2026-04-16T09:00+07:00",
    "moment_without_zone": "the moment has no time zone; use --local",
    "end_before_start": "the end lies before the start",
    "not_finite": "a figure is missing or no number",
    "x_not_whole": "the number of purchases is not whole",
    "x_negative": "the number of purchases is negative",
    "T_not_positive": "T is negative",
    "t_x_out_of_range": "the last purchase lies outside the time of observation",
    "x_positive_but_t_x_zero": "repeat purchases, but no time since the first one",
    "x_zero_but_t_x_positive": "a time of the last repeat purchase, but no repeat purchase",
    RefusalReason.TOO_FEW_FIELDS: "too few fields",
    RefusalReason.TOO_MANY_FIELDS: "too many fields",
    RefusalReason.BAD_QUOTES: "quotation marks that do not match",
    RefusalReason.FIELD_TOO_LONG: "a field is too long",
    RefusalReason.NUL_CHARACTER: "a NUL character",
    RefusalReason.BAD_CHARACTER: "a damaged character",
    RefusalReason.BAD_JSON: "not one JSON object",
    RefusalReason.NESTED_VALUE: "a list or an object inside the row",
    RefusalReason.UNKNOWN_KEY: "a key that the first rows do not have",
    RefusalReason.DUPLICATE_KEY: "a key twice",
}


def sentence_of(error: TableError) -> str:
    return _english(error.template) % {name: _english(value) for name, value in error.values.items()}


def warning(code: str, count: int) -> str:
    return WARNINGS.get(code, code.replace("_", " ")).format(count=f"{count:,}")


def _english(text: object) -> str:
    if isinstance(text, Promise):
        # How a lazy translation is pickled: the function, then what it was called with.
        reduced: Any = text.__reduce__()
        return str(reduced[1][1][0])
    return str(text)
