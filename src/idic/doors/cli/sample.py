import json

import click

from idic.doors.cli import exit_codes
from idic.doors.cli.errors import CommandRefused
from idic.doors.cli.installation import open_installation
from idic.doors.cli.steps import stepped


@click.command(
    epilog="\b\nExamples:\n  idic sample\n  idic sample --remove\n"
    "\b\nThe sample company is a grocer: real baskets (public domain), invented customers."
)
@click.option("--remove", is_flag=True, help="Take the sample company away; your own records stay.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def command(remove: bool, as_json: bool) -> None:
    """Load or remove the sample company."""
    with open_installation():
        from idic.foundation.jobs.errors import JobRefused
        from idic.sample.analytics.start import start_analytics
        from idic.sample.loading import load_sample, sample_is_loaded
        from idic.sample.removing import remove_sample

        if remove and not sample_is_loaded():
            raise CommandRefused("The sample company is not loaded.", exit_codes.REFUSED_INPUT)
        with stepped() as progress:
            try:
                done = remove_sample(progress, by=None) if remove else load_sample(progress)
                if not remove:
                    start_analytics()
            except JobRefused:
                raise CommandRefused(
                    "This installation holds records of your own. Load the sample into an empty one.",
                    exit_codes.REFUSED_INPUT,
                ) from None
    click.echo(json.dumps(done) if as_json else ("The sample company is removed." if remove else _told(done)))


def _told(done: dict[str, object]) -> str:
    return f"The sample company is loaded: {done['customers']} customers, {done['campaigns']} campaigns."
