from __future__ import annotations

from pathlib import Path
from typing import Any

import click

_PRINTED = 20


@click.command(
    "survival",
    epilog="\b\nExamples:\n  idic calc survival contracts.csv --duration Months --left Ended\n"
    "  idic calc survival contracts.csv --duration Months --left Ended --group Plan\n"
    "  idic calc survival contracts.csv --duration Age --left Ended --entry Bought --cause price --cause calls --json",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--duration", required=True, metavar="COLUMN", help="How long the customer was seen.")
@click.option("--left", metavar="COLUMN", help="1 where the customer left then, 0 where still there.")
@click.option("--censored", metavar="COLUMN", help="The other way round: 1 where still there, instead of --left.")
@click.option("--entry", metavar="COLUMN", help="Since when the customer is seen, where that is later than 0.")
@click.option("--group", metavar="COLUMN", help="Compare the values of this column by a log-rank test.")
@click.option("--cause", metavar="COLUMN", multiple=True, help="A column of numbers for Cox's model (may be repeated).")
@click.option("--level", type=click.FloatRange(0, 1, min_open=True, max_open=True), default=0.95, show_default=True,
              help="Of the intervals.")  # fmt: skip
@click.option("--decimal", type=click.Choice([".", ","]), help="The decimal mark of the numbers.")
@click.option("--encoding", help="utf-8, cp874, gb18030, big5 ... instead of the guess.")
@click.option("--delimiter", help="comma, semicolon, tab, bar or the sign itself.")
@click.option("--sheet", help="The sheet of a workbook, instead of the first.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of tables.")
def command(**values: Any) -> None:
    """The share of customers still there after a time, when most have not left yet.

    FILE has one row per customer or contract. Kaplan-Meier with Greenwood's error; with --group a curve for each and a
    log-rank test; with --cause what makes customers leave sooner. --json holds every moment of a curve.
    """
    import polars as pl

    from idic.doors.cli.calculations.durations import compared, curves, effects, read_durations
    from idic.doors.cli.calculations.options import ColumnOptions, OutputOptions
    from idic.doors.cli.calculations.report import Facts, Report, publish
    from idic.doors.cli.calculations.source import Source, refuse
    from idic.methods.survival import SurvivalError

    chosen = ColumnOptions(**{name: values[name] for name in ("decimal", "encoding", "delimiter", "sheet")})
    path: Path = values["file"]
    if bool(values["left"]) == bool(values["censored"]):
        raise click.UsageError("Give one of --left and --censored.")
    read = read_durations(
        Source(path, chosen), chosen, duration=values["duration"], left=values["left"] or values["censored"],
        censored=bool(values["censored"]), entry=values["entry"],
        group=values["group"], causes=values["cause"],
    )  # fmt: skip
    settings: Facts = {"duration": values["duration"], "level": values["level"]}
    try:
        found, sections, warnings = curves(read, values["level"], most=None if values["as_json"] else _PRINTED)
        results: Facts = {"customers": found.n, "left": int(found.events.sum()), "median": found.median,
                          "median_low": found.median_low, "median_high": found.median_high}  # fmt: skip
        if values["group"]:
            test, section = compared(read)
            results |= test
            sections.append(section)
        if values["cause"]:
            sections.append(effects(read, values["level"]))
    except SurvivalError as error:
        refuse(str(error))
    report = Report(
        method="survival", files=(path.name,), rows=read.rows, as_of=None, settings=settings, results=results,
        customers=pl.DataFrame(), sections=sections, warnings=warnings,
    )  # fmt: skip
    publish(report, OutputOptions(values["as_json"], None, False, 0))
