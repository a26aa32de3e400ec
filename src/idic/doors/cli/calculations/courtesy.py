from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command(
    "courtesy",
    epilog="\b\nExamples:\n  idic calc courtesy answers.csv --text answer --language en\n"
    "  idic calc courtesy answers.xlsx --text answer --customer name --language th --out found.xlsx",
)
@options.table_options
@click.option("--text", metavar="COLUMN", help="The draft answer.")
@click.option("--customer", metavar="COLUMN", help="The customer's name: is the customer called by it?")
@click.option("--language", type=click.Choice(["en", "th", "zh-hans", "zh-hant"]), required=True,
              help="The language of the answers.")  # fmt: skip
@click.option("--complaint/--no-complaint", default=True, show_default=True, help="Whether they answer complaints.")
@options.output_options
def command(**values: Any) -> None:
    """Phrases that break one of the ten don'ts, promises without a date, and what is missing at the beginning.

    FILE has one row per draft answer.
    """
    import polars as pl

    from idic.doors.cli.calculations.given import Given
    from idic.doors.cli.calculations.report import Facts, Report, Section, check_output, publish
    from idic.methods import courtesy

    output = options.taken_output(values)
    check_output(output, values["files"])
    wanted: dict[str, tuple[str | None, Iterable[str]]] = {
        "text": (values["text"], ("text", "answer", "draft", "ข้อความ", "回复", "回覆"))
    }
    wanted |= {"customer": (values["customer"], ())} if values["customer"] else {}
    given = Given(values["files"], options.reading_of(values), wanted)
    table = given.table.filter(pl.Series(given.used()))
    names = table["customer"].to_list() if values["customer"] else [None] * table.height
    rows: list[Facts] = []
    clean = 0
    for place, (text, name) in enumerate(zip(table["text"].to_list(), names, strict=True), start=1):
        advice = courtesy.advise(
            text or "", values["language"], names=[name] if name else [], complaint=values["complaint"]
        )
        clean += not advice.findings
        rows += [
            {
                "answer": place, "code": one.code, "from": one.start, "to": one.end, "found": one.found,
                "instead": one.instead[0].text if one.instead else "",
            }
            for one in advice.findings
        ]  # fmt: skip
    counted = {code: sum(one["code"] == code for one in rows) for code in (*courtesy.DONTS, *courtesy.CHECKS)}
    schema = {"answer": pl.Int64, "code": pl.String, "from": pl.Int64, "to": pl.Int64, "found": pl.String,
              "instead": pl.String}  # fmt: skip
    publish(
        Report(
            method="courtesy", files=given.files, rows=given.rows, as_of=None,
            settings={"language": values["language"], "complaint": values["complaint"]},
            results={"answers": table.height, "without_findings": clean, "findings": len(rows)},
            customers=pl.DataFrame(rows, schema=schema), noun="findings",
            sections=[Section("codes", "By code", [{"code": code, "times": n} for code, n in counted.items() if n])],
        ),
        output,
    )  # fmt: skip
