from __future__ import annotations

from typing import Any

import click

from idic.doors.cli.calculations import options

_RECEIPT = ("receipt", "receiptid", "basketid", "invoice", "invoiceno", "orderid", "ใบเสร็จ", "收据", "订单号")
_ITEM = ("item", "product", "productid", "productcode", "stockcode", "sku", "สินค้า", "商品", "产品")


@click.command(
    "baskets",
    epilog="\b\nExamples:\n  idic calc baskets lines.csv.gz\n"
    "  idic calc baskets lines.parquet --item category --min-count 100 --max-q 0.01\n"
    "  idic calc baskets lines.csv --ban 'carrier bag' --out rules.xlsx",
)
@options.table_options
@click.option("--receipt", metavar="COLUMN", help="The column that names the receipt.")
@click.option("--item", metavar="COLUMN", help="The column that names what was bought, or its category.")
@click.option("--quantity", "pieces", metavar="COLUMN", help="With it, lines of 0 or less are returns and left out.")
@click.option(
    "--min-count", type=click.IntRange(min=1), help="In how many receipts; default: one in 1,000, 5 at least."
)
@click.option("--max-length", type=click.IntRange(2, 5), default=2, show_default=True, help="Items in a combination.")
@click.option("--max-q", type=click.FloatRange(0, 1), default=0.05, show_default=True,
              help="Share of the rules shown that may be false.")  # fmt: skip
@click.option("--ban", metavar="ITEM", multiple=True, help="An item that explains nothing (may be repeated).")
@options.output_options
def command(**values: Any) -> None:
    """What is bought together, and which rules stand above chance.

    FILE has one row per line of a receipt. A receipt counts an item once.
    """
    import polars as pl

    from idic.doors.cli.calculations.given import Given
    from idic.doors.cli.calculations.report import Report, check_output, publish
    from idic.doors.cli.calculations.source import refuse
    from idic.doors.cli.progress import say
    from idic.methods import baskets

    output = options.taken_output(values)
    check_output(output, values["files"])
    given = Given(
        values["files"],
        options.reading_of(values),
        {
            "receipt": (values["receipt"], _RECEIPT),
            "item": (values["item"], _ITEM),
            "pieces": (values["pieces"], ("quantity", "qty", "จำนวน", "数量")),
        },
        numeric=("pieces",), optional=("pieces",),
    )  # fmt: skip
    receipt, item = given.keys("receipt"), given.keys("item")
    pieces = given.numbers("pieces") if "pieces" in given else None
    used = given.used()
    _names, item_code = _coded(item.filter(pl.Series(used)))
    _receipts, receipt_code = _coded(receipt.filter(pl.Series(used)))
    names: dict[object, object] = {code: str(name) for code, name in enumerate(_names)}
    built = baskets.build(
        receipt_code,
        item_code,
        quantity=None if pieces is None else pieces[used],
        level=names,
        banned=set(values["ban"]),
    )
    least = values["min_count"] or max(5, -(-built.count // 1_000))
    say("Searching")
    try:
        found = baskets.frequent_itemsets(built, min_count=least, max_length=values["max_length"])
    except baskets.BasketError as error:
        refuse(str(error))
    ruled = baskets.rules(found, max_q=values["max_q"])
    frame = pl.DataFrame(
        [
            {
                "antecedent": " + ".join(map(str, rule.antecedent)), "consequent": " + ".join(map(str, rule.consequent)),
                "count": rule.count, "support": rule.support, "confidence": rule.confidence, "lift": rule.lift,
                "leverage": rule.leverage, "conviction": rule.conviction, "p": rule.p, "q": rule.q,
            }
            for rule in ruled
        ],
        schema={
            "antecedent": pl.String, "consequent": pl.String, "count": pl.Int64,
            **dict.fromkeys(("support", "confidence", "lift", "leverage", "conviction", "p", "q"), pl.Float64),
        },
    )  # fmt: skip
    publish(
        Report(
            method="baskets", files=given.files, rows=given.rows, as_of=None,
            settings={"min_count": least, "max_length": values["max_length"], "max_q": values["max_q"]},
            results={
                "baskets": built.count, "items": len(built.items), "itemsets": found.total, "tests": ruled.tests,
                "returned_lines": built.returned, "banned_lines": built.banned,
            },
            customers=frame, noun="rules",
        ),
        output,
    )  # fmt: skip


def _coded(values: Any) -> tuple[list[str], Any]:
    import numpy as np
    import polars as pl

    names = values.unique().sort()
    return names.to_list(), values.cast(pl.Enum(names)).to_physical().to_numpy().astype(np.int64)
