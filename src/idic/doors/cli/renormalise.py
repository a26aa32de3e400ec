import json
from dataclasses import asdict

import click

from idic.doors.cli.installation import open_installation
from idic.doors.cli.steps import stepped


@click.command(epilog="\b\nExamples:\n  idic renormalise\n  idic renormalise --all --json")
@click.option(
    "--all", "everything", is_flag=True, help="Read every record again, not only those of an earlier version."
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def command(everything: bool, as_json: bool) -> None:
    """Read the stored records again as this version reads them: provinces, addresses, keys of names.

    After an upgrade the worker does so by itself. What was cut off goes on where it was.
    """
    with open_installation():
        from idic.domain.identify.operations.renormalising import renormalise

        with stepped() as progress:
            done = renormalise(progress, by=None, everything=everything)
    if as_json:
        click.echo(json.dumps(asdict(done)))
    else:
        click.echo(
            f"{done.records:,} records were read again; {done.changed:,} of them changed, and with them"
            f" {done.customers:,} customers."
        )
