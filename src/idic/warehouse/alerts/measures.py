"""The figures that an alert can watch, each as a question in SQL whose rows are the periods, oldest first."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

SQL = "sql"


@dataclass(frozen=True)
class AlertMeasure:
    """`adds_up`: a period in which nothing happened counts as 0; else it is unknown."""

    code: str
    label: Text
    sql: str
    form: str = "number"
    adds_up: bool = True


def _of_purchases(figure: str) -> str:
    return (
        f"SELECT date_trunc('{{period}}', day)::DATE AS period, {figure} AS figure FROM purchases"  # noqa: S608
        " WHERE currency = '{currency}' AND day >= DATE '{since}' GROUP BY 1 ORDER BY 1"
    )


def _of_cases(figure: str) -> str:
    return (
        f"SELECT date_trunc('{{period}}', received_on)::DATE AS period, {figure} AS figure FROM cases"  # noqa: S608
        " WHERE state <> 'merged' AND outcome <> 'spam' AND received_on >= DATE '{since}' GROUP BY 1 ORDER BY 1"
    )


MEASURES: dict[str, AlertMeasure] = {
    one.code: one
    for one in (
        AlertMeasure("net", _("Net sales"), _of_purchases("sum(total_e4) / 10000"), "money"),
        AlertMeasure("purchases", _("Purchases"), _of_purchases("count(*) FILTER (WHERE kind = 'sale')")),
        AlertMeasure(
            "buyers", _("Customers who bought"), _of_purchases("count(DISTINCT customer_id) FILTER (WHERE kind = 'sale')")
        ),
        AlertMeasure(
            "mean_purchase", _("Mean value of a purchase"),
            _of_purchases("avg(total_e4) FILTER (WHERE kind = 'sale' AND total_e4 > 0) / 10000"), "money", False,
        ),
        AlertMeasure(
            "returned", _("Returns as a share of sales"),
            _of_purchases(
                "-sum(total_e4) FILTER (WHERE kind <> 'sale' AND total_e4 < 0)"
                " / nullif(sum(total_e4) FILTER (WHERE kind = 'sale'), 0)"
            ),
            "percent", False,
        ),
        AlertMeasure(
            "new_customers", _("New customers"),
            "SELECT date_trunc('{period}', created_on)::DATE AS period, count(*) AS figure FROM customers"
            " WHERE created_on >= DATE '{since}' GROUP BY 1 ORDER BY 1",
        ),
        AlertMeasure("cases", _("Cases"), _of_cases("count(*)")),
        AlertMeasure(
            "answered_in_time", _("Share answered in time"),
            _of_cases(
                "count(*) FILTER (WHERE answer_promise = 'met')"
                " / nullif(count(*) FILTER (WHERE answer_promise IN ('met', 'breached')), 0)"
            ),
            "percent", False,
        ),
        AlertMeasure(
            "complaints", _("Complaints"),
            "SELECT date_trunc('{period}', received_on)::DATE AS period, count(*) AS figure FROM complaints"
            " WHERE NOT is_told_twice AND received_on >= DATE '{since}' GROUP BY 1 ORDER BY 1",
        ),
    )
}  # fmt: skip


def measure_choices() -> list[tuple[str, Text]]:
    return [*((one.code, one.label) for one in MEASURES.values()), (SQL, _("A saved question in SQL"))]
