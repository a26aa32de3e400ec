"""A command's way to the records: the database up for as long as the command lasts, and Django ready."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from idic.doors.cli.progress import say
from idic.foundation.configuration import Configuration, load_configuration
from idic.foundation.storage.databases import check_server
from idic.foundation.storage.embedded import held_database


@contextmanager
def running_database(configuration: Configuration) -> Iterator[None]:
    """Joins the database that `idic up` runs, or starts one and stops it afterwards."""
    if configuration.database.embedded:
        with held_database(configuration.home, say):
            yield
    else:
        check_server(configuration.database)
        yield


@contextmanager
def open_installation() -> Iterator[Configuration]:
    """For commands that read or write records. Brings the tables up to date, as `idic up` does."""
    configuration = load_configuration(os.environ)
    with running_database(configuration):
        set_up_django()
        from idic.doors.cli.prepare import migrate  # needs Django to be set up

        migrate()
        yield configuration


def set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "idic.settings")
    import django  # only the commands that touch records pay for it

    django.setup()
