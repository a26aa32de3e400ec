from __future__ import annotations

from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command("call-centre", epilog="\b\nExamples:\n  idic calc call-centre calls.csv --wait seconds --answered taken")
@options.table_options
@click.option("--wait", metavar="COLUMN", help="Seconds until the call was answered or given up.")
@click.option("--answered", metavar="COLUMN", help="1, or 0 where the caller hung up.")
@click.option("--within", type=click.FloatRange(min=0), default=20, show_default=True, help="In time: seconds.")
@click.option("--short", type=click.FloatRange(min=0), default=5, show_default=True,
              help="Who hangs up sooner is counted apart.")  # fmt: skip
@options.output_options
def command(**values: Any) -> None:
    """Service level, abandon rate and average speed of answer. FILE has one row per call."""
    import polars as pl

    from idic.doors.cli.calculations.given import Given
    from idic.doors.cli.calculations.report import Report, check_output, publish
    from idic.doors.cli.calculations.source import refuse
    from idic.methods import call_centre

    output = options.taken_output(values)
    check_output(output, values["files"])
    given = Given(
        values["files"], options.reading_of(values),
        {"wait": (values["wait"], ("wait", "waits", "seconds")), "answered": (values["answered"], ("answered",))},
        numeric=("wait", "answered"),
    )  # fmt: skip
    wait, answered = given.numbers("wait"), given.numbers("answered") != 0
    used = given.used()
    wait, answered = wait[used], answered[used]
    try:
        found = call_centre.calls(wait, answered, target_s=values["within"], short_s=values["short"])
    except call_centre.CallCentreError as error:
        refuse(str(error))
    level, abandoned = found.service_level, found.abandon_rate
    publish(
        Report(
            method="call-centre", files=given.files, rows=given.rows, as_of=None,
            settings={"within_s": values["within"], "short_s": values["short"]},
            results={
                "answered": found.answered, "abandoned": found.abandoned, "short_abandoned": found.short_abandoned,
                "service_level": level.share if level else None, "service_level_low": level.low if level else None,
                "service_level_high": level.high if level else None,
                "abandon_rate": abandoned.share if abandoned else None, "asa_s": found.asa_s, "reason": found.reason,
            },
            customers=pl.DataFrame({"wait": wait, "answered": answered}), noun="calls",
        ),
        output,
    )  # fmt: skip
