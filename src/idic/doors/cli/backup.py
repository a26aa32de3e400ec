import datetime
import json
import os
from pathlib import Path

import click

from idic.doors.cli import exit_codes
from idic.doors.cli.errors import CommandRefused
from idic.doors.cli.installation import running_database
from idic.doors.cli.progress import say
from idic.foundation.configuration import load_configuration
from idic.foundation.storage.backup import write_backup


@click.command(
    epilog="\b\nExamples:\n  idic backup monday.idic\n  idic backup /media/disk/idic.tar --json\n"
    "\b\nThe file holds all personal data and the secret key: keep it as safe as the installation itself.\n"
    "The warehouse is left out, as `idic refresh` computes it again."
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--overwrite", is_flag=True, help="Replace FILE when it exists.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def command(file: Path, overwrite: bool, as_json: bool) -> None:
    """Write the database and the files into one FILE. IDIC may keep running meanwhile."""
    target = file.absolute()
    if target.exists() and not overwrite:
        raise CommandRefused(
            f"{file} exists already. Choose another name, or use --overwrite.", exit_codes.REFUSED_INPUT
        )
    if not target.parent.is_dir():
        raise CommandRefused(f"The folder {target.parent} does not exist.", exit_codes.REFUSED_INPUT)
    configuration = load_configuration(os.environ)
    with running_database(configuration):
        manifest = write_backup(configuration, target, at=datetime.datetime.now(datetime.UTC), say=say)
    if as_json:
        summary = {"file": str(target), "bytes": target.stat().st_size, "members": len(manifest.members)}
        click.echo(json.dumps(summary))
    else:
        click.echo(f"Wrote {target} ({target.stat().st_size:,} bytes).")
