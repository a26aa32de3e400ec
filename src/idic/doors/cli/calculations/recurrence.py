from __future__ import annotations

from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command(
    "recurrence",
    epilog="\b\nExamples:\n  idic calc recurrence complaints.csv\n"
    "  idic calc recurrence complaints.csv --action 2026-03-01 --same-customer --json",
)
@options.table_options
@click.option("--category", metavar="COLUMN", help="What the complaint is about.")
@click.option("--product", metavar="COLUMN", help="The product or service.")
@click.option("--customer", metavar="COLUMN", help="The column that names the customer; may be empty.")
@click.option("--date", metavar="COLUMN", help="The day of the complaint.")
@click.option("--within", type=click.IntRange(min=1), default=90, show_default=True, help="Again within so many days.")
@click.option("--action", type=click.DateTime(["%Y-%m-%d"]), help="The day of a corrective action: before and after.")
@click.option("--same-customer", is_flag=True, help="With --action: only what the same customer says again.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day of the figures; default: the last day.")
@options.output_options
def command(**values: Any) -> None:
    """Complaints that came again, by anybody and by the same customer. FILE has one row per complaint."""
    import polars as pl

    from idic.doors.cli.calculations.given import Given
    from idic.doors.cli.calculations.report import Facts, Report, Section, check_output, publish
    from idic.doors.cli.calculations.source import refuse
    from idic.methods import recurrence
    from idic.methods.proportion import Proportion

    output = options.taken_output(values)
    check_output(output, values["files"])
    given = Given(
        values["files"], options.reading_of(values),
        {
            "category": (values["category"], ("category", "reason", "ประเภท", "类别", "類別")),
            "product": (values["product"], ("product", "สินค้า", "产品", "產品")),
            "customer": (values["customer"], ("customer", "customerid", "ลูกค้า", "客户", "客戶")),
            "date": (values["date"], ("date", "day", "วันที่", "日期")),
        },
    )  # fmt: skip
    days = given.days("date")
    used = given.used()
    table, days = given.table.filter(pl.Series(used)), days[used]
    columns = (table["category"].to_list(), table["product"].to_list(), table["customer"].to_list(), days)
    as_of = options.day_of(values["as_of"]) or days.max().item()
    action = options.day_of(values["action"])
    sections: list[Section] = []
    results: Facts = {}

    def share(of: str, found: Proportion | None) -> Facts:
        return {"of": of, "share": found.share if found else None, "low": found.low if found else None,
                "high": found.high if found else None}  # fmt: skip

    try:
        found = recurrence.recurrence(*columns, as_of=as_of, within_days=values["within"])
        sections.append(
            Section(
                "shares", "Came again", [share("by anybody", found.overall), share("by the same", found.by_customer)]
            )
        )
        if action is not None:
            effect = recurrence.effect_of_action(
                *columns, action=action, as_of=as_of, within_days=values["within"],
                same_customer=values["same_customer"],
            )  # fmt: skip
            gap = effect.difference
            results = {
                "n_before": effect.n_before, "n_after": effect.n_after, "straddling": effect.straddling,
                "waiting": effect.waiting, "difference": gap.value if gap else None, "low": gap.low if gap else None,
                "high": gap.high if gap else None, "reason": effect.reason,
            }  # fmt: skip
            sections.append(
                Section("effect", "The action", [share("before", effect.before), share("after", effect.after)])
            )
    except recurrence.RecurrenceError as error:
        refuse(str(error))
    publish(
        Report(
            method="recurrence", files=given.files, rows=given.rows, as_of=as_of,
            settings={"within": values["within"], "action": action}, results=results,
            customers=table.select("category", "product", "customer", "date").with_columns(
                pl.Series("times", found.times), pl.Series("again", found.again),
                pl.Series("again_customer", found.again_customer), pl.Series("over", found.over),
            ),
            noun="complaints", sections=sections,
        ),
        output,
    )  # fmt: skip
