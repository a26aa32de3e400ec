import os

import click

from idic.doors.cli.installation import set_up_django
from idic.doors.cli.progress import say
from idic.foundation.configuration import load_configuration

# Any number that no other program on a shared server is likely to choose.
MIGRATION_LOCK = 7_421_935_108


@click.command(hidden=True)
def command() -> None:
    """Bring the tables up to date and make the first administrator. Part of `idic up`."""
    configuration = load_configuration(os.environ)
    set_up_django()
    migrate()
    _make_first_administrator(str(configuration.first_sign_in_file))


def migrate() -> None:
    """Two machines on one database may start together: the second waits, then finds nothing left to do."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
    try:
        executor = MigrationExecutor(connection)
        steps = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if steps:
            say(f"Preparing the tables ({steps} steps)")
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])


def _make_first_administrator(path: str) -> None:
    from idic.foundation.accounts.operations.first_administrator import ensure_first_administrator

    email, password = ensure_first_administrator()
    if password is None:
        return
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(f"{email}\n{password}\n")
        stream.flush()
        os.fsync(stream.fileno())
