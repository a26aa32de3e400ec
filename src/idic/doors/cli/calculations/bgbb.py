from __future__ import annotations

from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command(
    "bgbb",
    epilog="\b\nExamples:\n  idic calc bgbb donors.csv\n"
    "  idic calc bgbb seasons.csv --x Bought --t-x Last --n Seasons --count Guests --ahead 3 --json",
)
@options.table_options
@click.option("--x", metavar="COLUMN", help="At how many opportunities the customer bought.")
@click.option("--t-x", metavar="COLUMN", help="The number of the last of them, 0 without one.")
@click.option("--n", metavar="COLUMN", help="How many opportunities there were.")
@click.option("--count", metavar="COLUMN", help="How many customers the row stands for; one without this column.")
@click.option("--ahead", type=click.IntRange(1, 1000), default=5, show_default=True, help="Opportunities to foretell.")
@options.output_options
def command(**values: Any) -> None:
    """Who will take part at the next seasons or appeals, where buying is possible only then: the BG/BB model.

    FILE has one row per customer, or one per kind of history with the number of customers.
    """
    import numpy as np
    import polars as pl

    from idic.doors.cli.calculations.given import Given
    from idic.doors.cli.calculations.report import Report, check_output, publish
    from idic.doors.cli.calculations.source import refuse
    from idic.methods.clv import bgbb
    from idic.methods.clv.errors import ClvError

    output = options.taken_output(values)
    check_output(output, values["files"])
    usual = {
        "x": ("x", "frequency"),
        "t_x": ("tx", "recency"),
        "n": ("n", "nopportunities", "opportunities"),
        "count": ("count", "customers", "donors"),
    }
    given = Given(
        values["files"],
        options.reading_of(values),
        {use: (values[use], names) for use, names in usual.items()},
        numeric=tuple(usual),
        optional=("count",),
    )
    read = {use: given.numbers(use) for use in usual if use in given}
    used = given.used()
    x, t_x, n = (read[use][used] for use in ("x", "t_x", "n"))
    count = read["count"][used] if "count" in read else np.ones(x.size)
    try:
        fit = bgbb.fit(x, t_x, n, count)
    except ClvError as error:
        refuse(str(error))
    found = fit.parameters
    expected = found.expected_purchases(values["ahead"], x, t_x, n)
    whole = {"x": x, "t_x": t_x, "n": n, "count": count}
    publish(
        Report(
            method="bgbb",
            files=given.files,
            rows=given.rows,
            as_of=None,
            settings={"ahead": values["ahead"]},
            results={
                "customers": fit.n,
                "alpha": found.alpha,
                "beta": found.beta,
                "gamma": found.gamma,
                "delta": found.delta,
                "log_likelihood": float(fit.log_likelihood),
                "converged": fit.converged,
                "expected_purchases": float(count @ expected),
            },
            customers=pl.DataFrame(
                {name: column.astype(np.int64) for name, column in whole.items()}
                | {"p_alive": found.p_alive(x, t_x, n), "expected_purchases": expected}
            ).sort(["expected_purchases", "x", "t_x"], descending=True),
            warnings=[(code, 0) for code in fit.warnings],
            noun="histories",
        ),
        output,
    )
