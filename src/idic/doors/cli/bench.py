import click

from idic.doors.cli import exit_codes
from idic.doors.cli.errors import CommandRefused
from idic.doors.cli.installation import open_installation
from idic.doors.cli.steps import stepped


@click.group(epilog="\b\nExamples:\n  idic bench world --scale 0.1\n  idic bench world --scale 1 --seed 7")
def command() -> None:
    """Make ready to measure: invented data in any amount."""


@command.command(name="world")
@click.option("--scale", type=click.FloatRange(0, 100, min_open=True), default=1.0, show_default=True,
              help="1 is a million customers with ten million purchase lines.")  # fmt: skip
@click.option(
    "--cases",
    type=click.IntRange(0, 100_000_000),
    default=None,
    help="How many cases; one for each customer unless given.",
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="The same seed, the same world.")
@click.option("--workers", type=click.IntRange(0, 64), default=2, show_default=True, help="Processes that fill tables.")
def world(scale: float, cases: int | None, seed: int, workers: int) -> None:
    """Fill an empty database with an invented world.

    Customers in Thai, Chinese and Latin script with their records, contact points, search keys and keepers; purchases,
    scores and fifty segments; cases of five messages, one for each customer unless another number is given. Killed in the
    middle, it leaves tables without indexes: drop that database.
    """
    with open_installation():
        from idic.sample.world.build import build_world
        from idic.sample.world.errors import WorldRefused

        with stepped() as progress:
            try:
                build_world(scale=scale, seed=seed, cases=cases, workers=workers, report=progress.report)
            except WorldRefused as error:
                raise CommandRefused(str(error), exit_codes.REFUSED_INPUT) from None
    click.echo(f"The world stands: {round(1_000_000 * scale):,} customers.")
