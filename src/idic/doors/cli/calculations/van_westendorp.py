from __future__ import annotations

from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command("van-westendorp", epilog="\b\nExamples:\n  idic calc van-westendorp answers.xlsx --json")
@options.table_options
@click.option("--too-cheap", metavar="COLUMN", help="From this price on down, too cheap to be good.")
@click.option("--cheap", metavar="COLUMN", help="A bargain.")
@click.option("--expensive", metavar="COLUMN", help="Getting expensive.")
@click.option("--too-expensive", metavar="COLUMN", help="Too expensive to be considered.")
@click.option("--rule", type=click.Choice(["inclusive", "strict"]), default="inclusive", show_default=True,
              help="Whether the price itself counts, with interpolation, or not; docs/methods/prices.md says more.")  # fmt: skip
@options.output_options
def command(**values: Any) -> None:
    """The acceptable, optimal and indifference price, from four prices per person.

    FILE has one row per person. Who names prices that do not rise is left out and counted.
    """
    import polars as pl

    from idic.doors.cli.calculations.given import Given
    from idic.doors.cli.calculations.report import Report, check_output, publish
    from idic.doors.cli.calculations.source import refuse
    from idic.methods import prices

    output = options.taken_output(values)
    check_output(output, values["files"])
    usual = {
        "too_cheap": ("toocheap", "ถูกเกินไป", "太便宜"), "cheap": ("cheap", "bargain", "ถูก", "便宜"),
        "expensive": ("expensive", "แพง", "贵", "貴"), "too_expensive": ("tooexpensive", "แพงเกินไป", "太贵", "太貴"),
    }  # fmt: skip
    given = Given(
        values["files"], options.reading_of(values), {use: (values[use], names) for use, names in usual.items()},
        numeric=prices.QUESTIONS,
    )  # fmt: skip
    read = [given.numbers(use, may_be_missing=True) for use in prices.QUESTIONS]
    used = given.used()
    try:
        found = prices.van_westendorp(*(column[used] for column in read), rule=values["rule"])
    except prices.PriceError as error:
        refuse(str(error))
    curves = found.curves
    publish(
        Report(
            method="van-westendorp", files=given.files, rows=given.rows, as_of=None, settings={"rule": found.rule},
            results={
                "respondents": found.respondents, "intransitive": found.intransitive, "unanswered": found.unanswered,
                "pmc": found.pmc, "opp": found.opp, "ipp": found.ipp, "pme": found.pme,
            },
            customers=pl.DataFrame(
                {
                    "price": curves.price, "too_cheap": curves.too_cheap, "cheap": curves.cheap,
                    "expensive": curves.expensive, "too_expensive": curves.too_expensive,
                }
            ),
            noun="prices",
        ),
        output,
    )  # fmt: skip
