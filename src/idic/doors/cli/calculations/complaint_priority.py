from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command(
    "complaint-priority",
    epilog="\b\nExamples:\n  idic calc complaint-priority complaints.csv --impact kind --out urgent.csv",
)
@options.table_options
@click.option("--impact", metavar="COLUMN", help="Codes of docs/methods/complaints.md, several parted by + or a space.")
@click.option("--affected", metavar="COLUMN", help="How many customers are affected; default: one.")
@click.option("--times", metavar="COLUMN", help="How often within 90 days, this one included; default: once.")
@options.output_options
def command(**values: Any) -> None:
    """Low, medium, high or critical for each complaint. FILE has one row per complaint."""
    import polars as pl

    from idic.doors.cli.calculations.given import Given
    from idic.doors.cli.calculations.report import Report, Section, check_output, publish
    from idic.doors.cli.calculations.source import refuse
    from idic.methods import complaint_priority

    output = options.taken_output(values)
    check_output(output, values["files"])
    wanted: dict[str, tuple[str | None, Iterable[str]]] = {"impact": (values["impact"], ("impact", "severity", "kind"))}
    wanted |= {use: (values[use], ()) for use in ("affected", "times") if values[use]}
    given = Given(values["files"], options.reading_of(values), wanted, numeric=("affected", "times"))
    impacts = given.keys("impact")
    counts = {use: given.numbers(use) for use in ("affected", "times") if use in given}
    used = given.used()
    rows = []
    try:
        for place in pl.Series(used).arg_true().to_list():
            severity = complaint_priority.severity(str(impacts[place]).lower().replace("+", " ").split())
            affected, times = (int(counts[use][place]) if use in counts else 1 for use in ("affected", "times"))
            one = complaint_priority.priority(severity, customers=affected, times=times)
            rows.append(
                {
                    "row": place + 1,
                    "impact": impacts[place],
                    "priority": one.level,
                    "score": one.score,
                    "severity": one.severity,
                    "reach": one.reach,
                    "recurrence": one.recurrence,
                    "by": one.by,
                }
            )
    except complaint_priority.PriorityError as error:
        refuse(str(error))
    frame = pl.DataFrame(rows)
    levels = [(level, frame.filter(pl.col("priority") == level).height) for level in complaint_priority.LEVELS[::-1]]
    place_of = {level: place for place, (level, _) in enumerate(levels)}
    publish(
        Report(
            method="complaint-priority", files=given.files, rows=given.rows, as_of=None, settings={}, results={},
            customers=frame.sort(
                pl.col("priority").replace_strict(place_of), pl.col("score"), "row", descending=[False, True, False]
            ),
            noun="complaints",
            sections=[Section("levels", "Levels", [{"level": level, "complaints": count} for level, count in levels])],
        ),
        output,
    )  # fmt: skip
