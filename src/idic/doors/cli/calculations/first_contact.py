from __future__ import annotations

from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command("first-contact", epilog="\b\nExamples:\n  idic calc first-contact contacts.csv --topic reason --days 7")
@options.table_options
@click.option("--customer", metavar="COLUMN", help="The column that names the customer.")
@click.option("--topic", metavar="COLUMN", help="What the contact was about.")
@click.option("--date", metavar="COLUMN", help="The day of the contact.")
@click.option("--days", type=click.FloatRange(min=0, min_open=True), default=7, show_default=True,
              help="Another contact within so many days is a repeat.")  # fmt: skip
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day of the figures; default: the last day.")
@options.output_options
def command(**values: Any) -> None:
    """The share of matters that were solved at the first contact. FILE has one row per contact."""
    import numpy as np
    import polars as pl

    from idic.doors.cli.calculations.given import Given
    from idic.doors.cli.calculations.report import Report, check_output, publish
    from idic.methods import call_centre

    output = options.taken_output(values)
    check_output(output, values["files"])
    given = Given(
        values["files"], options.reading_of(values),
        {
            "customer": (values["customer"], ("customer", "customerid", "ลูกค้า", "客户", "客戶")),
            "topic": (values["topic"], ("topic", "reason", "category", "เรื่อง", "主题", "主題")),
            "date": (values["date"], ("date", "day", "วันที่", "日期")),
        },
    )  # fmt: skip
    days = given.days("date")
    used = given.used()
    table = given.table.filter(pl.Series(used))
    as_of = options.day_of(values["as_of"]) or days[used].max().item()
    found = call_centre.first_contact_resolution(
        table["customer"].to_list(), table["topic"].to_list(), days[used],
        as_of=np.datetime64(as_of, "D"), window_days=values["days"],
    )  # fmt: skip
    solved = found.resolution
    publish(
        Report(
            method="first-contact", files=given.files, rows=given.rows, as_of=as_of, settings={"days": values["days"]},
            results={
                "first": found.first, "resolved": found.resolved, "repeats": found.repeats, "waiting": found.waiting,
                "unknown": found.unknown, "resolution": solved.share if solved else None,
                "low": solved.low if solved else None, "high": solved.high if solved else None, "reason": found.reason,
            },
            customers=table.select("customer", "topic", "date"), noun="contacts",
        ),
        output,
    )  # fmt: skip
