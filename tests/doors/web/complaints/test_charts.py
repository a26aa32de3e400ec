from __future__ import annotations

from datetime import UTC, date, datetime

from idic.domain.interact.complaints.queries.figures import Way
from idic.doors.web.complaints.charts import months_between, pareto_picture, rate_picture
from idic.doors.web.complaints.heat import heat_of


def test_pareto_of_the_worked_example():
    rows = [("A", 16.0), ("B", 10.0), ("C", 6.0), ("D", 4.0), ("E", 2.0), ("", 2.0)]
    picture, vital = pareto_picture(rows, amount="Complaints", form="number")
    assert vital == 3
    assert [round(row[3], 3) for row in picture.table.rows] == [0.4, 0.65, 0.8, 0.9, 0.95, 1]
    assert pareto_picture([("A", 0.0)], amount="Cost", form="number") is None
    assert pareto_picture([], amount="Cost", form="number") is None


def test_rates_leave_out_months_without_sales_and_mark_what_lies_outside():
    months = months_between(datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 10, 2, tzinfo=UTC))
    assert (months[0], months[-1], len(months)) == (date(2026, 1, 1), date(2026, 10, 1), 10)
    counts = dict.fromkeys(months, 20) | {months[5]: 90}
    sales = dict.fromkeys(months[:9], 10_000)
    picture = rate_picture(counts, sales, months)
    assert [row[0] for row in picture.table.rows] == months[:9]
    assert [row[6] for row in picture.table.rows] == ["", "", "", "", "", "yes", "", "", ""]
    assert picture.table.rows[0][3] == 2
    assert rate_picture(counts, {}, months) is None
    assert rate_picture(counts, dict.fromkeys(months[:7], 10_000), months) is None


def test_heat_rises_with_the_count():
    ways = [
        Way(1, "Leaks", 7, "Kettle", "phone", 8), Way(1, "Leaks", 7, "Kettle", "email", 1),
        Way(2, "Late", None, "", "phone", 4),
    ]  # fmt: skip
    heat = heat_of(ways, date(2026, 1, 1))
    assert [(row.topic, row.product, row.sum) for row in heat.rows] == [("Leaks", "Kettle", 9), ("Late", "–", 4)]
    assert sorted((cell.n, cell.warm) for cell in heat.rows[0].cells) == [(1, 1), (8, 4)]
    assert heat_of([], date(2026, 1, 1)) is None
