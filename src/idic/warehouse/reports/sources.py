"""What a report can tell: a saved question in SQL, or one of the ready ones here, in the same SQL over the same marts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

#: The sources of a report that tells what somebody saved: a question in SQL, one put together on the page, or a dashboard.
SQL = "sql"
QUESTION = "question"
DASHBOARD = "dashboard"


@dataclass(frozen=True)
class Source:
    code: str
    label: Text
    sql: str
    headings: Sequence[Text]
    #: A row of sums stands under the table for the columns named here.
    summed: Sequence[int] = ()


SOURCES: dict[str, Source] = {
    one.code: one
    for one in (
        Source(
            "net_by_month", _("Net sales by month"),
            """SELECT date_trunc('month', day)::DATE AS month, count(*) FILTER (WHERE kind = 'sale') AS purchases,
                count(DISTINCT customer_id) FILTER (WHERE kind = 'sale') AS buyers,
                (sum(total_e4)::DECIMAL(38, 0) / 10000)::DECIMAL(18, 2) AS net
                FROM purchases WHERE currency = '{currency}' GROUP BY 1 ORDER BY 1 DESC LIMIT 24""",
            (_("Month"), _("Purchases"), _("Customers who bought"), _("Net sales")), (1, 3),
        ),
        Source(
            "net_by_place", _("Net sales by place, this year and last"),
            """WITH newest AS (SELECT year(max(day)) AS this FROM purchases)
                SELECT place, count(*) FILTER (WHERE kind = 'sale' AND year(day) = this) AS purchases,
                (coalesce(sum(total_e4) FILTER (WHERE year(day) = this), 0)::DECIMAL(38, 0) / 10000)::DECIMAL(18, 2),
                (coalesce(sum(total_e4) FILTER (WHERE year(day) = this - 1), 0)::DECIMAL(38, 0) / 10000)::DECIMAL(18, 2)
                FROM purchases, newest WHERE currency = '{currency}' GROUP BY 1 ORDER BY 3 DESC LIMIT 200""",
            (_("Place"), _("Purchases this year"), _("Net sales this year"), _("Net sales last year")), (1, 2, 3),
        ),
        Source(
            "best_products", _("The 50 products that sold most"),
            """SELECT p.code, p.name, (sum(s.quantity_e4)::DECIMAL(38, 0) / 10000)::DECIMAL(18, 2) AS pieces,
               (sum(s.amount_e4)::DECIMAL(38, 0) / 10000)::DECIMAL(18, 2) AS net
               FROM sales s JOIN products p USING (product_id) WHERE s.currency = '{currency}'
               AND s.day > (SELECT max(day) FROM sales) - INTERVAL 90 DAY
               GROUP BY ALL ORDER BY net DESC LIMIT 50""",
            (_("Code"), _("Product"), _("Pieces in 90 days"), _("Net sales in 90 days")), (2, 3),
        ),
        Source(
            "customers_by_province", _("Customers by province"),
            """SELECT coalesce(nullif(country, ''), '–'), coalesce(nullif(province, ''), '–'), count(*) AS customers,
               count(*) FILTER (WHERE created_on > current_date - INTERVAL 90 DAY) AS new
               FROM customers GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 500""",
            (_("Country"), _("Province"), _("Customers"), _("Of them new in 90 days")), (2, 3),
        ),
    )
}  # fmt: skip


def source_choices() -> list[tuple[str, Text]]:
    saved: list[tuple[str, Text]] = [
        (DASHBOARD, _("A whole dashboard")), (QUESTION, _("A saved question")), (SQL, _("A saved question in SQL")),
    ]  # fmt: skip
    return [*saved, *((one.code, one.label) for one in SOURCES.values())]
