from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command(
    "pareto", epilog="\b\nExamples:\n  idic calc pareto complaints.csv --category reason\n"
    "  idic calc pareto complaints.csv --category reason --amount cost --line 0.8 --json",
)  # fmt: skip
@options.table_options
@click.option("--category", metavar="COLUMN", help="What the rows are grouped by.")
@click.option("--amount", metavar="COLUMN", help="Cost or number of each row; default: every row counts 1.")
@click.option("--line", type=click.FloatRange(min=0, max=1, min_open=True), default=0.8, show_default=True,
              help="How much of the whole the first categories are to make up.")  # fmt: skip
@options.output_options
def command(**values: Any) -> None:
    """The few categories that make up most of the whole, by number or by cost."""
    import polars as pl

    from idic.doors.cli.calculations.given import Given
    from idic.doors.cli.calculations.report import Report, check_output, publish
    from idic.doors.cli.calculations.source import refuse
    from idic.methods import pareto

    output = options.taken_output(values)
    check_output(output, values["files"])
    wanted: dict[str, tuple[str | None, Iterable[str]]] = {
        "category": (values["category"], ("category", "reason", "topic", "ประเภท", "类别", "類別"))
    }
    wanted |= {"amount": (values["amount"], ())} if values["amount"] else {}
    given = Given(values["files"], options.reading_of(values), wanted, numeric=("amount",))
    category = given.keys("category")
    amount = given.numbers("amount") if "amount" in given else None
    used = given.used()
    try:
        found = pareto.pareto(
            category.filter(pl.Series(used)).to_list(), None if amount is None else amount[used], line=values["line"]
        )
    except pareto.ParetoError as error:
        refuse(str(error))
    publish(
        Report(
            method="pareto", files=given.files, rows=given.rows, as_of=None, settings={"line": values["line"]},
            results={"vital": found.vital, "ties": found.ties, "whole": float(found.amount.sum())},
            customers=pl.DataFrame(
                {"category": found.category, "amount": found.amount, "share": found.share, "cumulative": found.cumulative}
            ),
            noun="categories",
        ),
        output,
    )  # fmt: skip
