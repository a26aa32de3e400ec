from __future__ import annotations

from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command(
    "iceberg",
    epilog="\b\nExamples:\n  idic calc iceberg --asked 300 --dissatisfied 18 --complained 6 --base 9000",
)
@click.option("--asked", type=int, required=True, help="Who answered the survey.")
@click.option("--dissatisfied", type=int, required=True, help="Of these, the dissatisfied.")
@click.option("--complained", type=int, required=True, help="Of the dissatisfied, who told you.")
@click.option("--base", type=int, required=True, help="All customers whom the survey stands for.")
@options.output_options
def command(**values: Any) -> None:
    """How many dissatisfied customers keep silent, with the interval that the survey allows."""
    import polars as pl

    from idic.doors.cli.calculations.report import Report, check_output, publish
    from idic.doors.cli.calculations.source import RowCount, refuse
    from idic.methods import iceberg

    output = options.taken_output(values)
    check_output(output, [])
    counts = {name: values[name] for name in ("asked", "dissatisfied", "complained")}
    try:
        found = iceberg.iceberg(*counts.values(), base=values["base"])
    except iceberg.IcebergError as error:
        refuse(str(error))
    lines = [("dissatisfied", found.dissatisfied), ("voiced", found.voiced), ("silent", found.silent_share)]
    publish(
        Report(
            method="iceberg", files=(), rows=RowCount(), as_of=None, settings={**counts, "base": values["base"]},
            results={
                "silent": found.silent, "silent_low": found.silent_low, "silent_high": found.silent_high,
                "reason": found.reason,
            },
            customers=pl.DataFrame(
                [{"of": name, "share": one.share, "low": one.low, "high": one.high} for name, one in lines if one]
            ),
            noun="shares",
        ),
        output,
    )  # fmt: skip
