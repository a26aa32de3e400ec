from __future__ import annotations

from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command(
    "clv",
    epilog="\b\nExamples:\n  idic calc clv purchases.csv.gz --margin 0.3\n"
    "  idic calc clv purchases.parquet --model pareto_nbd --horizon-weeks 104 --json\n"
    "  idic calc clv purchases.csv --calibration-end 2025-12-31\n  idic calc clv summaries.csv --out values.parquet",
)
@options.purchase_options
@options.value_options
@click.option("--time-unit", type=click.Choice(["weeks", "days"]), default="weeks", show_default=True,
              help="The unit of t_x and T in a file that is summed up already.")  # fmt: skip
@options.output_options
def command(**values: Any) -> None:
    """What each customer will still bring, counted from the day of the figures.

    FILE holds purchases, or one row per customer with x, t_x, T and perhaps m (or frequency, recency, T,
    monetary_value): repeat purchases, time of the last one, time observed, mean spend of the repeats.
    """
    from idic.doors.cli.calculations.lifetime import Assumptions, lifetimes
    from idic.doors.cli.calculations.report import Report, check_output, publish

    columns, output = options.taken_columns(values), options.taken_output(values)
    check_output(output, values["files"])
    assumed = Assumptions(values["model"], values["horizon_weeks"], values["discount"], values["margin"])
    found = lifetimes(
        values["files"],
        columns,
        assumed,
        as_of=options.day_of(values["as_of"]),
        calibration_end=options.day_of(values["calibration_end"]),
        days_per_unit=1.0 if values["time_unit"] == "days" else 7.0,
    )
    publish(
        Report(
            method="clv",
            files=found.files,
            rows=found.rows,
            as_of=found.as_of,
            settings=assumed.facts,
            results=found.results,
            customers=found.frame,
            sections=found.sections,
            warnings=found.warnings,
        ),
        output,
    )
