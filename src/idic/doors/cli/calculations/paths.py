from __future__ import annotations

from typing import Any

import click

from idic.doors.cli.calculations import options

_CUSTOMER = ("customer", "customerid", "customerno", "householdid", "memberid", "ลูกค้า", "รหัสลูกค้า", "客户", "客戶")
_ITEM = ("item", "category", "productcategory", "product", "หมวด", "สินค้า", "类别", "類別", "商品")


@click.command(
    "paths",
    epilog="\b\nExamples:\n  idic calc paths lines.csv --item category\n"
    "  idic calc paths lines.parquet --item category --min-support 50 --max-gap 30 --json",
)
@options.table_options
@click.option("--customer", "who", metavar="COLUMN", help="The column that names the customer.")
@click.option("--date", "day", metavar="COLUMN", help="The column with the day.")
@click.option("--item", metavar="COLUMN", help="The column with what was bought: rather a category than a product.")
@click.option("--min-support", type=click.IntRange(min=1), help="By how many customers; default: one in twenty.")
@click.option("--max-gap", type=click.FloatRange(min=0), help="The most days from one step to the next.")
@click.option("--max-items", type=click.IntRange(1, 8), default=3, show_default=True, help="Items in a pattern.")
@options.output_options
def command(**values: Any) -> None:
    """What is bought after what: frequent patterns of order, and what comes right after what.

    FILE has one row per purchase of an item. What a customer buys on one day is one step.
    """
    import polars as pl

    from idic.doors.cli.calculations.given import Given
    from idic.doors.cli.calculations.report import Facts, Report, Section, check_output, publish
    from idic.doors.cli.calculations.source import refuse
    from idic.methods import paths

    output = options.taken_output(values)
    check_output(output, values["files"])
    given = Given(
        values["files"],
        options.reading_of(values),
        {
            "who": (values["who"], _CUSTOMER),
            "day": (values["day"], ("date", "day", "at", "invoicedate", "transactiontimestamp", "วันที่", "日期")),
            "item": (values["item"], _ITEM),
        },
    )  # fmt: skip
    who, day, item = given.keys("who"), given.days("day"), given.keys("item")
    used = given.used()
    kept = pl.Series(used)
    built = paths.build(who.filter(kept).to_numpy(), day[used], item.filter(kept).to_numpy())
    least = values["min_support"] or max(2, -(-built.count // 20))
    try:
        found = paths.frequent_patterns(
            built, min_support=least, max_gap=values["max_gap"], max_items=values["max_items"]
        )
    except paths.PathError as error:
        refuse(str(error))
    table = paths.transitions(built)
    steps: list[Facts] = [
        {"from": str(table.states[row]), "to": str(table.states[column]), "times": int(table.counts[row, column]),
         "share": float(table.probability[row, column])}
        for row in range(len(table.states)) for column in range(len(table.states)) if table.counts[row, column]
    ]  # fmt: skip
    steps.sort(key=lambda step: -int(str(step["times"])))
    frame = pl.DataFrame(
        [
            {"pattern": " > ".join("+".join(map(str, element)) for element in one.elements),
             "items": sum(map(len, one.elements)), "customers": one.support, "share": one.support / built.count}
            for one in found
        ],
        schema={"pattern": pl.String, "items": pl.Int64, "customers": pl.Int64, "share": pl.Float64},
    )  # fmt: skip
    publish(
        Report(
            method="paths", files=given.files, rows=given.rows, as_of=None,
            settings={"min_support": least, "max_gap": values["max_gap"], "max_items": values["max_items"]},
            results={"customers": built.count, "items": len(built.items), "patterns": len(found)},
            customers=frame, noun="patterns", sections=[Section("transitions", "What comes next", steps[: output.limit])],
        ),
        output,
    )  # fmt: skip
