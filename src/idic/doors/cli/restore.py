import json
import os
from pathlib import Path

import click

from idic.doors.cli.installation import running_database
from idic.doors.cli.progress import say, tell
from idic.doors.cli.up_lock import only_one
from idic.foundation.configuration import load_configuration
from idic.foundation.storage.restore import finish_interrupted_restore, restore_backup


@click.command(
    epilog="\b\nExamples:\n  idic restore monday.idic\n  idic restore monday.idic --replace\n"
    "\b\nStop IDIC first. A backup of an older IDIC is brought up to date at the next `idic up`."
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--replace", is_flag=True, help="Replace the records that this installation holds.")
@click.option("--json", "as_json", is_flag=True, help="Print what was restored as JSON.")
def command(file: Path, replace: bool, as_json: bool) -> None:
    """Put a backup back: the database, the files and the secret key."""
    configuration = load_configuration(os.environ)
    with only_one(configuration), running_database(configuration):
        finish_interrupted_restore(configuration, tell)
        manifest = restore_backup(configuration, file.absolute(), replace=replace, say=say)
        (configuration.home / "refresh-wanted").touch()
        (configuration.home / "erasures-wanted").touch()
    if as_json:
        click.echo(json.dumps({"at": manifest.at, "idic": manifest.idic, "members": len(manifest.members)}))
    else:
        click.echo(f"Restored the backup of {manifest.at}.")
    tell("Scores and figures are computed again by `idic refresh`; the next `idic up` queues it.")
    tell(
        "Whoever was erased since the backup was made is erased again at the next `idic up`, before anybody sees a page."
    )
