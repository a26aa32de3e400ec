import click

from idic.doors.cli import exit_codes


class CommandRefused(click.ClickException):
    """One sentence on standard error and an exit code; never a trace."""

    def __init__(self, sentence: str, exit_code: int = exit_codes.FAILED) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code  # type: ignore[misc]  # click declares it on the class and reads it from the object


def spark_does_not_answer(why: str) -> CommandRefused:
    return CommandRefused(
        f"Apache Spark does not answer ({why}); nothing was changed.\n"
        "Check SPARK_MASTER, or set WAREHOUSE_ENGINE=duckdb; see docs/guides/spark.md.",
        exit_codes.NOT_AVAILABLE,
    )
