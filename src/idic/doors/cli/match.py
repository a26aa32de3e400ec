import json
from typing import TYPE_CHECKING

import click

from idic.doors.cli import exit_codes
from idic.doors.cli.errors import spark_does_not_answer
from idic.doors.cli.installation import open_installation
from idic.doors.cli.steps import stepped

if TYPE_CHECKING:
    from idic.domain.identify.linkage.finding import Found


@click.command(
    epilog="\b\nExamples:\n  idic match\n  idic match --apply\n  idic match --organisations --false-per-1000 0.5 --json"
)
@click.option("--apply", "applies", is_flag=True, help="Keep the run and put its pairs into the review queue.")
@click.option("--merge", "merges", is_flag=True, help="With --apply: merge what lies above the upper threshold.")
@click.option("--organisations", is_flag=True, help="Compare organisations instead of persons.")
@click.option(
    "--false-per-1000", type=click.FloatRange(0, 500, min_open=True), default=1.0, show_default=True,
    help="So many of 1,000 merges may be expected to be false.",
)  # fmt: skip
@click.option(
    "--missed", type=click.FloatRange(0, 0.5), default=0.02, show_default=True,
    help="Such a share of the matches may be expected below the review.",
)  # fmt: skip
@click.option("--reuse", is_flag=True, help="Use the weights of the newest approved run instead of learning.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def command(
    applies: bool, merges: bool, organisations: bool, false_per_1000: float, missed: float, reuse: bool, as_json: bool
) -> None:
    """Find customers that are one and the same. Nothing is written without --apply."""
    if merges and not applies:
        raise click.UsageError("--merge needs --apply")
    with open_installation():
        from idic.domain.identify.enums import CustomerKind
        from idic.domain.identify.linkage.errors import NothingToMatch
        from idic.domain.identify.linkage.operations.runs import dry_run, match_now
        from idic.warehouse.errors import SparkUnavailable

        kind = CustomerKind.ORGANISATION if organisations else CustomerKind.PERSON
        try:
            with stepped() as progress:
                if applies:
                    run = match_now(
                        progress, by=None, kind=kind, false_per_1000=false_per_1000, missed_share=missed, reuse=reuse,
                        merges_itself=merges,
                    )  # fmt: skip
                    figures = {"run": run.pk, **run.figures, "upper": run.upper_weight, "lower": run.lower_weight}
                else:
                    found: Found = dry_run(
                        progress, kind=kind, false_per_1000=false_per_1000, missed_share=missed, reuse=reuse
                    )
                    figures = {**found.figures, "upper": found.upper_weight, "lower": found.lower_weight}
        except NothingToMatch as error:
            click.echo(f"Error: {error}", err=True)
            raise SystemExit(exit_codes.REFUSED_INPUT) from error
        except SparkUnavailable as error:
            raise spark_does_not_answer(error.why) from error
    if as_json:
        click.echo(json.dumps(figures))
        return
    click.echo(
        f"{figures['records']:,} records, {figures['compared']:,} pairs compared: {figures['above']:,} above weight"
        f" {figures['upper']:.1f} (expected false per 1,000: {figures['false_per_1000']:.2f}),"
        f" {figures['between']:,} to review above {figures['lower']:.1f}, {figures['held']:,} held back."
    )
    if not applies:
        click.echo("Nothing was written. Add --apply to put the pairs into the review queue.")
    elif merges:
        click.echo(f"{figures.get('merged_by_run', 0):,} customers were merged; each merge can be undone.")
