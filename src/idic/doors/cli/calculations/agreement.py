from __future__ import annotations

from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command("agreement", epilog="\b\nExamples:\n  idic calc agreement scorecards.csv --first anna --second bo")
@options.table_options
@click.option("--first", metavar="COLUMN", help="What the first rater said.")
@click.option("--second", metavar="COLUMN", help="What the second rater said.")
@options.output_options
def command(**values: Any) -> None:
    """Whether two raters judge alike beyond chance: Cohen's kappa. FILE has one row per case that both judged."""
    import polars as pl

    from idic.doors.cli.calculations.given import Given
    from idic.doors.cli.calculations.report import Report, check_output, publish
    from idic.doors.cli.calculations.source import refuse
    from idic.methods import agreement

    output = options.taken_output(values)
    check_output(output, values["files"])
    given = Given(
        values["files"], options.reading_of(values),
        {"first": (values["first"], ("first", "rater1")), "second": (values["second"], ("second", "rater2"))},
    )  # fmt: skip
    used = given.used()
    table = given.table.filter(pl.Series(used))
    try:
        found = agreement.cohen_kappa(table["first"].to_list(), table["second"].to_list())
    except agreement.AgreementError as error:
        refuse(str(error))
    cells = [
        {"first": one, "second": two, "cases": int(found.counts[row, column])}
        for row, one in enumerate(found.answers) for column, two in enumerate(found.answers)
    ]  # fmt: skip
    publish(
        Report(
            method="agreement", files=given.files, rows=given.rows, as_of=None, settings={},
            results={
                "cases": found.n, "observed": found.observed, "expected": found.expected, "kappa": found.kappa,
                "se": found.se, "low": found.low, "high": found.high, "reason": found.reason,
            },
            customers=pl.DataFrame(cells), noun="cells",
        ),
        output,
    )  # fmt: skip
