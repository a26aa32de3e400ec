from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command(
    "attainment",
    epilog="\b\nExamples:\n  idic calc attainment cases.csv --target 60\n"
    "  idic calc attainment cases.xlsx --target-column budget --finished done --date due --baseline-weeks 12 --json",
)
@options.table_options
@click.option("--minutes", metavar="COLUMN", help="Business minutes until the end, or so far.")
@click.option("--target", type=click.FloatRange(min=0), help="The same target for all rows, in minutes.")
@click.option("--target-column", metavar="COLUMN", help="A target for each row instead.")
@click.option("--finished", metavar="COLUMN", help="1, or 0 where the case is still open; default: all are finished.")
@click.option("--date", metavar="COLUMN", help="The day by which a case is counted: also by week, with limits.")
@click.option("--baseline-weeks", type=click.IntRange(min=8), help="Limits from the first so many weeks; default: all.")
@options.output_options
def command(**values: Any) -> None:
    """Met, breached and running, the share within target with its interval, median and P90.

    FILE has one row per case. Open and past due is breached; open and not yet due is left out.
    """
    import numpy as np
    import polars as pl

    from idic.doors.cli.calculations.given import Given
    from idic.doors.cli.calculations.report import Facts, Report, Section, check_output, publish
    from idic.doors.cli.calculations.source import refuse
    from idic.methods import attainment

    if (values["target"] is None) == (values["target_column"] is None):
        raise click.UsageError("Give --target or --target-column.")
    output = options.taken_output(values)
    check_output(output, values["files"])
    wanted: dict[str, tuple[str | None, Iterable[str]]] = {
        "minutes": (values["minutes"], ("minutes", "elapsed", "elapsedmin", "นาที", "分钟", "分鐘"))
    }
    wanted |= {
        use: (values[use], ())
        for use in ("target_column", "finished", "date")
        if values[use]
    }  # fmt: skip
    given = Given(values["files"], options.reading_of(values), wanted, numeric=("minutes", "target_column", "finished"))
    minutes = given.numbers("minutes")
    target = given.numbers("target_column") if values["target_column"] else np.full(minutes.size, values["target"])
    finished = given.numbers("finished") != 0 if values["finished"] else np.ones(minutes.size, dtype=np.bool_)
    days = given.days("date") if values["date"] else None
    used = given.used()
    minutes, target, finished = minutes[used], target[used], finished[used]
    weeks: list[Facts] = []
    weekly = None
    try:
        found = attainment.attainment(minutes, target, finished)
        state = attainment.states(minutes, target, finished)
        if days is not None:
            weekly = attainment.weekly(days[used], state, baseline_weeks=values["baseline_weeks"])
    except attainment.AttainmentError as error:
        refuse(str(error))
    if weekly is not None:
        signalled = {one.last for one in weekly.chart.signals} if weekly.chart else set()
        for place, monday in enumerate(weekly.monday.tolist()):
            weeks.append({
                "week_of": monday, "met": int(weekly.met[place]), "decided": int(weekly.decided[place]),
                "lower": float(weekly.chart.lower[place]) if weekly.chart else None,
                "upper": float(weekly.chart.upper[place]) if weekly.chart else None,
                "signal": place in signalled,
            })  # fmt: skip
    publish(
        Report(
            method="attainment", files=given.files, rows=given.rows, as_of=None, settings={"target": values["target"]},
            results={
                "met": found.met, "breached": found.breached, "running": found.running,
                "share": found.share.share if found.share else None, "low": found.share.low if found.share else None,
                "high": found.share.high if found.share else None, "median": found.median, "p90": found.p90,
                "p90_at_least": found.p90_at_least, "reason": found.reason,
            },
            customers=pl.DataFrame({"minutes": minutes, "target": target, "state": state.tolist()}), noun="cases",
            sections=[Section("weeks", "By week", weeks)] if weekly is not None else [],
        ),
        output,
    )  # fmt: skip
