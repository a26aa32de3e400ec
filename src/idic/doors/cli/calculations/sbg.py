from __future__ import annotations

from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command(
    "sbg",
    epilog="\b\nExamples:\n  idic calc sbg cohort.csv\n"
    "  idic calc sbg cohort.xlsx --renewal Year --surviving Subscribers --ahead 24 --json",
)
@options.table_options
@click.option("--renewal", metavar="COLUMN", help="0 for the start, then 1, 2, 3 ... without a gap.")
@click.option("--surviving", metavar="COLUMN", help="How many customers were still there after that renewal.")
@click.option(
    "--ahead",
    type=click.IntRange(1, 1000),
    default=12,
    show_default=True,
    help="How many renewals the forecast reaches beyond the last one known.",
)
@click.option(
    "--discount",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.1,
    show_default=True,
    help="Per period between renewals.",
)
@options.output_options
def command(**values: Any) -> None:
    """How many contracts of one cohort will be renewed: the shifted beta-geometric model.

    FILE has one row per renewal with the number of customers left. The residual lifetime is told, discounted and in
    periods, of somebody who is about to decide on that renewal.
    """
    import numpy as np
    import polars as pl

    from idic.doors.cli.calculations.given import Given
    from idic.doors.cli.calculations.report import Report, check_output, publish
    from idic.doors.cli.calculations.source import refuse
    from idic.methods.clv import sbg
    from idic.methods.clv.errors import ClvError

    output = options.taken_output(values)
    check_output(output, values["files"])
    usual = {
        "renewal": ("renewal", "period", "year", "month", "t"),
        "surviving": ("surviving", "survivors", "customers", "remaining"),
    }
    given = Given(
        values["files"],
        options.reading_of(values),
        {use: (values[use], names) for use, names in usual.items()},
        numeric=tuple(usual),
    )
    renewal, surviving = (given.numbers(use) for use in usual)
    used = given.used()
    order = np.argsort(renewal[used], kind="stable")
    renewal, surviving = renewal[used][order], surviving[used][order]
    if not np.array_equal(renewal, np.arange(renewal.size)):
        refuse("The renewals must be 0, 1, 2 ... with one row each: 0 is the start of the cohort.")
    try:
        fit = sbg.fit(surviving)
    except ClvError as error:
        refuse(str(error))
    found = fit.parameters
    t = np.arange(1.0, renewal.size + values["ahead"])
    actual = np.full(t.size, np.nan)
    actual[: renewal.size - 1] = surviving[1:]
    publish(
        Report(
            method="sbg",
            files=given.files,
            rows=given.rows,
            as_of=None,
            settings={"ahead": values["ahead"], "discount_per_period": values["discount"]},
            results={
                "customers": fit.n,
                "alpha": found.alpha,
                "beta": found.beta,
                "log_likelihood": float(fit.log_likelihood),
                "converged": fit.converged,
            },
            customers=pl.DataFrame(
                {
                    "renewal": t.astype(np.int64),
                    "surviving": actual,
                    "expected": found.survival(t) * surviving[0],
                    "retention": found.retention(t),
                    "residual_lifetime": found.derl(t, values["discount"]),
                }
            ).with_columns(pl.col("surviving").fill_nan(None)),
            warnings=[(code, 0) for code in fit.warnings],
            noun="renewals",
        ),
        output,
    )
