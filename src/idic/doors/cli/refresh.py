import json
from datetime import date, datetime

import click

from idic.doors.cli.errors import spark_does_not_answer
from idic.doors.cli.installation import open_installation
from idic.doors.cli.steps import stepped, worded


@click.command(epilog="\b\nExamples:\n  idic refresh\n  idic refresh --full\n  idic refresh --as-of 2026-10-31 --json")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day that the figures speak of. Default: today, or the last day of purchases when those end earlier.",
)
@click.option("--full", is_flag=True, help="Read all records anew, and not only those that have changed.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def command(as_of: datetime | None, full: bool, as_json: bool) -> None:
    """Bring the warehouse, scores and segments up to date."""
    with open_installation():
        from django.utils import timezone

        from idic.domain.differentiate.operations.refresh import refresh_scores
        from idic.warehouse.errors import SparkUnavailable

        day: date | None = as_of.date() if as_of else None
        if day is not None and not date(1900, 1, 1) <= day <= timezone.localdate():
            raise click.BadParameter("choose today or a day in the past, not before 1900", param_hint="--as-of")
        try:
            with stepped() as progress:
                refresh = refresh_scores(report=progress.report, as_of=day, full=full)
        except SparkUnavailable as error:
            raise spark_does_not_answer(error.why) from error
        figures = {"snapshot": refresh.snapshot, "as_of": refresh.as_of.isoformat(), **refresh.figures}
        seconds = (refresh.finished_at - refresh.started_at).total_seconds()
    if as_json:
        click.echo(
            json.dumps(
                {**figures, "warnings": refresh.warnings, "seconds": round(seconds, 2), "parts": dict(refresh.seconds)}
            )
        )
    else:
        click.echo(
            f"Refreshed as of {refresh.as_of:%Y-%m-%d}: {figures['customers']:,} customers, {figures['buyers']:,} with"
            f" purchases, {figures['segments']} segments ({seconds:.1f} s)."
        )
        for name, took in refresh.seconds:
            click.echo(f"  {worded(name)}: {took:.1f} s")
