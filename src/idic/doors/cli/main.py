import errno
import importlib
import sys

import click

from idic.doors.cli import exit_codes
from idic.foundation.configuration import ConfigurationError
from idic.foundation.storage.errors import BackupDamaged, BackupRefused, StorageError

# Loaded only when asked for: `idic --help` and `idic calc` need neither Django nor a database.
COMMANDS = {
    "up": ("idic.doors.cli.up", "Start IDIC: database, web pages and worker."),
    "sample": ("idic.doors.cli.sample", "Load or remove the sample company."),
    "import": ("idic.doors.cli.import_", "Bring in customers or purchases from a file."),
    "match": ("idic.doors.cli.match", "Find customers that are one and the same."),
    "renormalise": ("idic.doors.cli.renormalise", "Read stored records again as this version reads them."),
    "refresh": ("idic.doors.cli.refresh", "Bring scores and figures up to date."),
    "calc": ("idic.doors.cli.calc", "Run a published method on your own file."),
    "bench": ("idic.doors.cli.bench", "Build a world to measure with."),
    "doctor": ("idic.doors.cli.doctor", "Check that everything is in order."),
    "backup": ("idic.doors.cli.backup", "Write everything into one file."),
    "restore": ("idic.doors.cli.restore", "Put a backup back."),
}
# Parts of `idic up`, each in a process of its own.
INNER_COMMANDS = {
    "asking": "idic.doors.cli.asking",
    "prepare": "idic.doors.cli.prepare",
    "worker": "idic.doors.cli.worker",
}


class LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        module = COMMANDS[name][0] if name in COMMANDS else INNER_COMMANDS.get(name)
        if module is None:
            return None
        try:
            command = importlib.import_module(module).command
        except ModuleNotFoundError as error:
            if error.name != module:
                raise
            raise click.ClickException(f"The command “{name}” is not part of this build.") from None
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}.command is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExit codes: 0 done · 1 failed · 2 wrong usage · 3 a setting cannot be used ·\n"
    "4 something is not available (port, disk, database) · 5 the input was refused.\n"
    "\b\nExamples:\n  idic up --sample\n  idic import purchases.csv.gz --as purchases\n  idic backup monday.idic",
)
@click.version_option(package_name="idic", message="IDIC %(version)s")
def group() -> None:
    """IDIC: identify your customers, tell them apart, act, and measure whether it helped.

    Settings come from the environment; docs/guides/settings.md lists them.
    """


def main() -> None:
    try:
        group.main(prog_name="idic")
    except ConfigurationError as error:
        _end(str(error), exit_codes.WRONG_SETTING)
    except (BackupDamaged, BackupRefused) as error:
        _end(str(error), exit_codes.REFUSED_INPUT)
    except StorageError as error:
        _end(str(error), exit_codes.NOT_AVAILABLE)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        place = error.filename or "while writing"
        _end(f"The disk is full ({place}). Free some space and try again.", exit_codes.NOT_AVAILABLE)


def _end(sentence: str, code: int) -> None:
    click.echo(f"Error: {sentence}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
