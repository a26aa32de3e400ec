import os
from pathlib import Path

import click

from idic.doors.cli.installation import set_up_django
from idic.doors.cli.progress import say, tell
from idic.foundation.configuration import load_configuration

# Any number that no other program on a shared server is likely to choose.
MIGRATION_LOCK = 7_421_935_108
REFRESH = "refresh"


@click.command(hidden=True)
def command() -> None:
    """Bring the tables up to date and make the first administrator. Part of `idic up`."""
    configuration = load_configuration(os.environ)
    set_up_django()
    migrate()
    _erase_again(configuration.home / "erasures-wanted")
    _make_first_administrator(configuration.first_sign_in_file)
    _queue_wanted_refresh(configuration.home / "refresh-wanted")
    _queue_reading_again()


def migrate() -> None:
    """Two machines on one database may start together: the second waits, then finds nothing left to do."""
    from django.db import connection

    from idic.foundation.storage.schema import bring_up_to_date

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
    try:
        bring_up_to_date(lambda steps: say(f"Preparing the tables ({steps} steps)"))
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])


def _make_first_administrator(path: Path) -> None:
    """The password is in the file before the account is committed: killed between, the next start makes both anew."""
    from django.db import transaction

    from idic.foundation.accounts.operations.first_administrator import ensure_first_administrator

    with transaction.atomic():
        email, password = ensure_first_administrator()
        if password is None:
            return
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(f"{email}\n{password}\n")
            stream.flush()
            os.fsync(stream.fileno())


def _erase_again(mark: Path) -> None:
    """After a restore: a backup that was made before somebody was erased must not bring them back."""
    if not mark.exists():
        return
    from idic.domain.identify.privacy.operations.erasures import reapply_erasures
    from idic.foundation.jobs.progress import SilentProgress

    count = reapply_erasures(progress=SilentProgress())
    mark.unlink()
    if count:
        tell(f"After the restore, {count} erased persons were erased again.")


def _queue_wanted_refresh(mark: Path) -> None:
    """After a restore the warehouse is gone; the worker computes it again."""
    if not mark.exists():
        return
    from idic.foundation.jobs.kinds import known_kinds
    from idic.foundation.jobs.operations.jobs import start_job_once

    if REFRESH in known_kinds():
        start_job_once(REFRESH, {}, by=None)
        mark.unlink()
        tell("After the restore, scores and figures are being computed again.")


def _queue_reading_again() -> None:
    """After an upgrade that reads records in another way; an import that runs meanwhile already reads so."""
    from idic.domain.identify.operations.renormalising import start_renormalising

    if start_renormalising():
        tell("After the upgrade, the worker reads the stored records again.")
