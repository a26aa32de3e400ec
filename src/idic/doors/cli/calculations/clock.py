from __future__ import annotations

from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command(
    "clock",
    epilog="\b\nExamples:\n"
    '  idic calc clock cases.csv --zone Asia/Bangkok --hours "mon-fri 08:30-12:00 13:00-16:30" --minutes 480\n'
    '  idic calc clock calls.xlsx --zone Asia/Shanghai --hours "mon-sat 9:00-18:00" --holidays CN --budget Promise',
)
@options.table_options
@click.option("--zone", required=True, help="Whose hours they are: Asia/Bangkok, Asia/Taipei, Europe/London ...")
@click.option("--hours", multiple=True, metavar="DAYS WINDOWS", help="Open hours; without them day and night.")
@click.option("--day", "days", multiple=True, metavar="DAY WINDOWS",
              help="A half day or an extra working day; without windows a holiday.")  # fmt: skip
@click.option("--holidays", metavar="LIST", help="The public holidays of TH, CN, TW ..., with make-up working days.")
@click.option("--start", metavar="COLUMN", help="The moment at which a case came in.")
@click.option("--end", metavar="COLUMN", help="The moment at which it was done.")
@click.option("--budget", metavar="COLUMN", help="The working minutes promised to it.")
@click.option("--minutes", type=click.FloatRange(min=0), help="The same promise for all, instead of a column.")
@click.option("--pauses", metavar="COLUMN", help="From/to, set apart by semicolons: 2026-04-16T09:00+07:00/...")
@click.option("--local", metavar="ZONE", help="Whose clock times without a zone were read from.")
@options.output_options
def command(**values: Any) -> None:
    """Working time between two moments, and when a promise runs out: FILE has one row per case."""
    import numpy as np
    import polars as pl

    from idic.doors.cli.calculations.cases import read_cases
    from idic.doors.cli.calculations.opening_hours import clock_of
    from idic.doors.cli.calculations.report import Facts, Report, check_output, publish
    from idic.doors.cli.calculations.source import refuse
    from idic.methods import business_clock

    output, reading = options.taken_output(values), options.reading_of(values)
    zone, hours, days, holidays = (values.pop(name) for name in ("zone", "hours", "days", "holidays"))
    check_output(output, values["files"])
    clock_of(zone, hours, days, holidays, [])  # what is wrong with the hours is said before a file is read
    local = values.pop("local")
    try:
        cases = read_cases(
            values.pop("files"), reading, local=business_clock.zone_named(local) if local else None, **values
        )
    except business_clock.ZoneUnknown as error:
        refuse(str(error))
    clock = clock_of(zone, hours, days, holidays, cases.years)
    columns: dict[str, Any] = {"start": np.datetime_as_string(cases.start, "s", timezone="UTC")}
    results: Facts = {"cases": cases.start.size}
    if cases.end is not None:
        columns["end"] = np.datetime_as_string(cases.end, "s", timezone="UTC")
        columns["minutes"] = business_clock.elapsed_minutes(clock, cases.start, cases.end, cases.pauses)
        results["median_minutes"] = float(np.median(columns["minutes"]))
    if cases.budget is not None:
        due = business_clock.due_instants(clock, cases.start, cases.budget, cases.pauses)
        written = np.datetime_as_string(due, "s", timezone="UTC").tolist()
        told = [None if unknown else text for text, unknown in zip(written, np.isnat(due).tolist(), strict=True)]
        columns |= {"budget": cases.budget, "due": pl.Series(told, dtype=pl.String)}
        if cases.end is not None:
            late = int((columns["minutes"] > cases.budget).sum())
            results |= {"within_budget": cases.start.size - late, "late": late}
    publish(
        Report(
            method="clock", files=cases.files, rows=cases.rows, as_of=None,
            settings={"zone": zone, "hours": "; ".join(hours) or "day and night", "holidays": holidays},
            results=results, customers=pl.DataFrame(columns), noun="cases",
        ),
        output,
    )  # fmt: skip
