from __future__ import annotations

from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command(
    "complaint-cost",
    epilog="\b\nExamples:\n  idic calc complaint-cost complaints.csv --rate 400 --p-before before --p-after after",
)
@options.table_options
@click.option("--minutes", metavar="COLUMN", help="Minutes of work.")
@click.option("--remedy", metavar="COLUMN", help="What was paid, credited or given.")
@click.option("--p-before", metavar="COLUMN", help="Probability of being alive before the complaint.")
@click.option("--p-after", metavar="COLUMN", help="The same after it.")
@click.option("--value", metavar="COLUMN", help="Lifetime value before the complaint.")
@click.option("--rate", type=click.FloatRange(min=0), required=True, help="What an hour of work costs.")
@options.output_options
def command(**values: Any) -> None:
    """Handling, remedy and margin at risk of each complaint; what is unknown stays unknown.

    FILE has one row per complaint.
    """
    import numpy as np
    import polars as pl

    from idic.doors.cli.calculations.given import Given
    from idic.doors.cli.calculations.report import Report, check_output, publish
    from idic.doors.cli.calculations.source import refuse
    from idic.methods import complaint_cost

    output = options.taken_output(values)
    check_output(output, values["files"])
    uses = {"minutes": ("minutes",), "remedy": ("remedy",), "p_before": ("pbefore", "before"),
            "p_after": ("pafter", "after"), "value": ("value", "clv")}  # fmt: skip
    given = Given(
        values["files"], options.reading_of(values), {use: (values[use], names) for use, names in uses.items()},
        numeric=uses,
    )  # fmt: skip
    read = [given.numbers(use, may_be_missing=True) for use in uses]
    used = given.used()
    try:
        found = complaint_cost.costs(*(column[used] for column in read), rate_per_hour=values["rate"])
    except complaint_cost.CostError as error:
        refuse(str(error))
    parts = {"handling": found.handling, "remedy": found.remedy, "margin_at_risk": found.margin_at_risk}
    publish(
        Report(
            method="complaint-cost", files=given.files, rows=given.rows, as_of=None, settings={"rate": values["rate"]},
            results={
                **{name: float(np.nansum(part)) for name, part in parts.items()},
                "known_total": float(found.known.sum()), "not_fully_known": int(np.isnan(found.total).sum()),
            },
            customers=pl.DataFrame({**parts, "total": found.total}).with_columns(pl.all().fill_nan(None)),
            noun="complaints",
        ),
        output,
    )  # fmt: skip
