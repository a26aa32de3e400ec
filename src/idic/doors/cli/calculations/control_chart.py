from __future__ import annotations

from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command(
    "control-chart",
    epilog="\b\nExamples:\n  idic calc control-chart weeks.csv --value calls --baseline 26\n"
    "  idic calc control-chart months.xlsx --kind p --value complaints --size orders --rules nelson",
)
@options.table_options
@click.option("--value", metavar="COLUMN", help="The figure, or the count of a p, u or c chart.")
@click.option("--size", metavar="COLUMN", help="p and u: what was counted of.")
@click.option("--kind", type=click.Choice(["individuals", "p", "u", "c"]), default="individuals", show_default=True,
              help="A figure per period, shares, counts per size, or plain counts.")  # fmt: skip
@click.option("--baseline", type=click.IntRange(min=2), help="Limits from the first so many rows; default: all rows.")
@click.option("--rules", type=click.Choice(["western-electric", "nelson"]), default="western-electric",
              show_default=True, help="Which runs are signals.")  # fmt: skip
@options.output_options
def command(**values: Any) -> None:
    """Whether a figure has left its band: FILE has one row per period, in order of time."""
    import polars as pl

    from idic.doors.cli.calculations.given import Given
    from idic.doors.cli.calculations.report import Facts, Report, Section, check_output, publish
    from idic.doors.cli.calculations.source import refuse
    from idic.methods import control_chart

    output = options.taken_output(values)
    check_output(output, values["files"])
    given = Given(
        values["files"],
        options.reading_of(values),
        {"value": (values["value"], ("value", "count", "ค่า", "数值", "數值")), "size": (values["size"], ("size", "n"))},
        numeric=("value", "size"), optional=("size",) if values["kind"] in ("individuals", "c") else (),
    )  # fmt: skip
    value = given.numbers("value")
    size = given.numbers("size") if values["kind"] in ("p", "u") else None
    used = given.used()
    value, size = value[used], None if size is None else size[used]
    rules = control_chart.NELSON if values["rules"] == "nelson" else control_chart.WESTERN_ELECTRIC
    first = values["baseline"] or value.size
    try:
        if values["kind"] == "individuals":
            chart = control_chart.individuals(value, control_chart.individuals_limits(value[:first]), rules=rules)
        else:
            kept = control_chart.rates_limits(values["kind"], value[:first], None if size is None else size[:first])
            chart = control_chart.rates(kept, value, size, rules=rules)
    except control_chart.ControlChartError as error:
        refuse(str(error))
    signals: list[Facts] = [
        {"row": one.last + 1, "from_row": one.first + 1, "rule": one.rule, "side": one.side} for one in chart.signals
    ]
    publish(
        Report(
            method="control-chart", files=given.files, rows=given.rows, as_of=None,
            settings={"kind": values["kind"], "baseline": int(min(first, value.size)), "rules": values["rules"]},
            results={"centre": chart.centre, "signals": len(signals)},
            customers=pl.DataFrame(
                {"value": chart.values, "lower": chart.lower, "upper": chart.upper, "z": chart.z}
            ),
            noun="points", sections=[Section("found", "Signals", signals)],
        ),
        output,
    )  # fmt: skip
