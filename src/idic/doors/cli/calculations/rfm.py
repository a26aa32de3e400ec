from __future__ import annotations

from datetime import UTC
from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command(
    "rfm",
    epilog="\b\nExamples:\n  idic calc rfm purchases.csv.gz\n  idic calc rfm sales.xlsx --customer Member --ties mid\n"
    "  idic calc rfm 2025.parquet 2026.parquet --as-of 2026-06-30 --json\n"
    "  idic calc rfm sales.csv --scheme fixed --recency-limits 30,60,90,180 --frequency-limits 2,3,5,10 \\\n"
    "      --monetary-limits 500,1000,5000,10000",
)
@options.purchase_options
@click.option("--scheme", type=click.Choice(["independent", "nested", "fixed"]), default="independent",
              show_default=True,
              help="Fifths of each figure, fifths inside fifths, or limits of your own.")  # fmt: skip
@click.option("--ties", type=click.Choice(["min", "mid", "max"]), default="min", show_default=True,
              help="Which of its fifths a group of equal customers gets.")  # fmt: skip
@click.option("--recency-limits", metavar="A,B,C,D", help="Four ascending numbers of days for --scheme fixed.")
@click.option("--frequency-limits", metavar="A,B,C,D", help="Four ascending numbers of orders.")
@click.option("--monetary-limits", metavar="A,B,C,D", help="Four ascending amounts.")
@options.output_options
def command(**values: Any) -> None:
    """Scores from 1 (worst) to 5 (best) for recency, frequency and money, and the named group of each customer.

    Rows of one invoice are one order; without an invoice column the rows of one customer and day are. An order of
    negative rows only is a return: it lowers the money and is not counted.
    """
    import numpy as np
    import polars as pl

    from idic.doors.cli.calculations.purchases import Purchases, read_purchases
    from idic.doors.cli.calculations.report import Report, Section, check_output, publish
    from idic.doors.cli.calculations.source import refuse
    from idic.methods import rfm
    from idic.methods.purchase_history import summarise

    def orders(read: Purchases) -> pl.DataFrame:
        lines = pl.DataFrame({"code": read.code, "bought_on": read.day, "day": read.day, "amount": read.amount})
        by = ["code", "bought_on"]
        if read.order is not None:
            lines, by = lines.with_columns(order=pl.Series(read.order)), ["code", "order"]
        found = lines.group_by(by).agg(
            first_day=pl.col("day").min(), amount=pl.col("amount").sum(), returned=pl.col("amount").max() < 0
        )
        return found.sort("code", "first_day", "amount")

    def limits(name: str) -> tuple[float, float, float, float]:
        parts = str(values[name] or "").split(",")
        try:
            a, b, c, d = (float(part) for part in parts)
        except ValueError:
            raise click.BadParameter("four numbers with commas between are needed for --scheme fixed",
                                     param_hint=f"--{name.replace('_', '-')}") from None  # fmt: skip
        return a, b, c, d

    columns, output = options.taken_columns(values), options.taken_output(values)
    breakpoints = None
    if values["scheme"] == "fixed":
        try:
            breakpoints = rfm.Breakpoints(*map(limits, ("recency_limits", "frequency_limits", "monetary_limits")))
        except rfm.RfmError as error:
            raise click.BadParameter(str(error)) from None
    check_output(output, values["files"])
    read = read_purchases(values["files"], columns, as_of=options.day_of(values["as_of"]))
    found = orders(read)
    bought = found.filter(~pl.col("returned"))
    if not bought.height:
        refuse("The file holds returns only, and no purchase.")
    history = summarise(
        bought["code"].to_numpy(),
        bought["first_day"].to_numpy(),
        bought["amount"].to_numpy(),
        as_of=read.as_of,
        zone=UTC,
    )
    code = history.customer.astype(np.int64)
    back = found.filter("returned")
    money = history.monetary + np.bincount(back["code"], weights=back["amount"], minlength=len(read.names))[code]
    scores = rfm.score(
        history.recency_days,
        history.frequency,
        money,
        scheme=values["scheme"],
        ties=values["ties"],
        breakpoints=breakpoints,
        customer_ids=code,
    )
    customers = pl.DataFrame(
        {
            "customer": read.names.gather(code),
            "last_purchase": history.last_day,
            "recency_days": history.recency_days,
            "frequency": history.frequency,
            "monetary": money.round(4),
            "r": scores.r,
            "f": scores.f,
            "m": scores.m,
            "code": scores.code,
            "group": pl.Series(scores.group.tolist(), dtype=pl.String),
        }
    ).sort(["code", "monetary", "customer"], descending=[True, True, False])
    counted = customers.group_by("group").agg(
        pl.len().cast(pl.Int64).alias("customers"), pl.col("monetary").sum(), pl.col("recency_days").median()
    )
    by_group = {row["group"]: row for row in counted.iter_rows(named=True)}
    left_out = len(read.names) - code.size
    publish(
        Report(
            method="rfm",
            files=read.files,
            rows=read.rows,
            as_of=read.as_of,
            settings={"scheme": values["scheme"], "ties": values["ties"]},
            results={"customers": code.size, "orders": bought.height, "monetary": float(money.sum().round(4))},
            customers=customers,
            sections=[
                Section("groups", "Groups", [
                    {"group": name, "customers": by_group[name]["customers"],
                     "share": round(by_group[name]["customers"] / code.size, 4),
                     "monetary": round(by_group[name]["monetary"], 4),
                     "median_recency_days": by_group[name]["recency_days"]}
                    for name in rfm.GROUPS if name in by_group
                ])
            ],
            warnings=[(one.code, one.count) for one in scores.warnings]
            + ([("returns_only", left_out)] if left_out else []),
        ),
        output,
    )  # fmt: skip
