from __future__ import annotations

from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command(
    "complaint-rates",
    epilog="\b\nExamples:\n  idic calc complaint-rates months.csv --complaints n --base orders --usual 2.4",
)
@options.table_options
@click.option("--complaints", metavar="COLUMN", help="How many complaints in the period.")
@click.option("--base", metavar="COLUMN", help="How many transactions or customers in the period.")
@click.option("--usual", type=click.FloatRange(min=0, min_open=True), help="The usual rate per 1,000.")
@click.option("--baseline", type=click.IntRange(min=8), help="Otherwise from the first so many rows; default: all.")
@options.output_options
def command(**values: Any) -> None:
    """Complaints per 1,000 with limits that follow the base. FILE has one row per period, in order of time."""
    import polars as pl

    from idic.doors.cli.calculations.given import Given
    from idic.doors.cli.calculations.report import Facts, Report, Section, check_output, publish
    from idic.doors.cli.calculations.source import refuse
    from idic.methods import complaint_rates
    from idic.methods.control_chart import ControlChartError

    output = options.taken_output(values)
    check_output(output, values["files"])
    given = Given(
        values["files"], options.reading_of(values),
        {
            "complaints": (values["complaints"], ("complaints", "count", "ข้อร้องเรียน", "投诉", "客訴")),
            "base": (values["base"], ("base", "transactions", "customers", "orders", "ลูกค้า", "交易", "客户", "客戶")),
        },
        numeric=("complaints", "base"),
    )  # fmt: skip
    count, base = given.numbers("complaints"), given.numbers("base")
    used = given.used()
    try:
        chart = complaint_rates.per_thousand(
            count[used], base[used], usual=values["usual"], baseline=values["baseline"]
        )
    except ControlChartError as error:
        refuse(str(error))
    signals: list[Facts] = [
        {"row": one.last + 1, "from_row": one.first + 1, "rule": one.rule, "side": one.side} for one in chart.signals
    ]
    publish(
        Report(
            method="complaint-rates", files=given.files, rows=given.rows, as_of=None,
            settings={"usual": values["usual"], "baseline": values["baseline"]},
            results={"per_1000": chart.centre, "signals": len(signals)},
            customers=pl.DataFrame({"per_1000": chart.values, "lower": chart.lower, "upper": chart.upper}),
            noun="periods", sections=[Section("found", "Signals", signals)],
        ),
        output,
    )  # fmt: skip
