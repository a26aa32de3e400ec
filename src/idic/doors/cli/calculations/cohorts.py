from __future__ import annotations

from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command(
    "cohorts",
    epilog="\b\nExamples:\n  idic calc cohorts purchases.csv.gz\n  idic calc cohorts purchases.parquet --months 12 --json",
)
@options.purchase_options
@click.option("--months", type=click.IntRange(1, 120), default=24, show_default=True, help="How many months later.")
@options.output_options
def command(**values: Any) -> None:
    """Who came back, and what they spent, by the month of their first purchase.

    Amounts below 0 are returns: they lower revenue and are no purchase.
    """
    import numpy as np
    import polars as pl

    from idic.doors.cli.calculations.purchases import read_purchases
    from idic.doors.cli.calculations.report import Report, check_output, publish
    from idic.methods import cohorts

    columns, output = options.taken_columns(values), options.taken_output(values)
    check_output(output, values["files"])
    read = read_purchases(values["files"], columns, as_of=options.day_of(values["as_of"]))
    found = cohorts.retention(
        read.code, read.day.astype("datetime64[M]"), amount=read.amount, as_of=read.as_of.isoformat()
    )
    rows = [
        {
            "cohort": str(month), "months_later": age, "customers": int(found.size[place]),
            "active": int(found.active[place, age]), "retention": float(found.retention[place, age]),
            "revenue": float(found.revenue[place, age]), "revenue_retention": float(found.revenue_retention[place, age]),
        }
        for place, month in enumerate(found.months.astype(str).tolist())
        for age in range(min(values["months"] + 1, found.months.size))
        if found.size[place] and not np.isnan(found.active[place, age])
    ]  # fmt: skip
    publish(
        Report(
            method="cohorts", files=read.files, rows=read.rows, as_of=read.as_of, settings={"months": values["months"]},
            results={"customers": int(found.size.sum()), "cohorts": int((found.size > 0).sum())},
            customers=pl.DataFrame(rows), noun="cells",
        ),
        output,
    )  # fmt: skip
