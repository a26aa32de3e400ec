from __future__ import annotations

from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command(
    "gabor-granger",
    epilog="\b\nExamples:\n  idic calc gabor-granger answers.csv --cost 60\n"
    "  idic calc gabor-granger table.xlsx --asked n --willing buyers --json",
)
@options.table_options
@click.option("--price", "asked_price", metavar="COLUMN", help="The column with the price that was shown.")
@click.option("--willing", metavar="COLUMN", help="1 or 0 per answer; with --asked, how many would buy.")
@click.option("--asked", metavar="COLUMN", help="How many were asked; FILE then has one row per price.")
@click.option("--cost", type=click.FloatRange(min=0), help="Cost of one piece: the price with the most profit as well.")
@options.output_options
def command(**values: Any) -> None:
    """Which of the prices asked brings the most revenue, and with --cost the most profit."""
    import polars as pl

    from idic.doors.cli.calculations.given import Given
    from idic.doors.cli.calculations.report import Report, check_output, publish
    from idic.doors.cli.calculations.source import refuse
    from idic.methods import prices

    output = options.taken_output(values)
    check_output(output, values["files"])
    given = Given(
        values["files"],
        options.reading_of(values),
        {
            "price": (values["asked_price"], ("price", "ราคา", "价格", "價格")),
            "willing": (values["willing"], ("willing", "wouldbuy", "buy", "buyers", "ซื้อ", "购买", "購買")),
            "asked": (values["asked"], ("asked", "n")),
        },
        numeric=("price", "willing", "asked"), optional=("asked",),
    )  # fmt: skip
    price, willing = given.numbers("price"), given.numbers("willing")
    asked = given.numbers("asked") if "asked" in given else None
    used = given.used()
    try:
        if asked is None:
            found = prices.gabor_granger(price[used], willing[used], cost=values["cost"])
        else:
            found = prices.from_table(price[used], asked[used], willing[used], cost=values["cost"])
    except prices.PriceError as error:
        refuse(str(error))
    columns = {
        "price": found.price, "asked": found.asked, "willing": found.willing, "share": found.share,
        "monotone": found.monotone, "revenue": found.revenue,
    }  # fmt: skip
    if found.profit is not None:
        columns["profit"] = found.profit
    publish(
        Report(
            method="gabor-granger", files=given.files, rows=given.rows, as_of=None, settings={"cost": values["cost"]},
            results={
                "pooled": found.pooled,
                "best_revenue_price": found.best_revenue.price if found.best_revenue else None,
                "best_profit_price": found.best_profit.price if found.best_profit else None,
            },
            customers=pl.DataFrame(columns), noun="prices",
        ),
        output,
    )  # fmt: skip
