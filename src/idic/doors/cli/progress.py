import sys

import click


def say(sentence: str) -> None:
    """Progress goes to standard error, so that standard output holds only what was asked for."""
    click.echo(f"{sentence} …", err=True)
    sys.stderr.flush()


def tell(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.stderr.flush()
