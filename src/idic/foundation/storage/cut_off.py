"""Whether an error means that the database went, or is not there yet, and not that it refused something."""

from __future__ import annotations

import psycopg
from django.db import InterfaceError, OperationalError

# The server is going, was killed or is not there yet; class 08 is about the line to it.
_NUMBERS = ("57P01", "57P02", "57P03", "08")


def is_cut_off(error: BaseException | None) -> bool:
    if not isinstance(error, OperationalError | InterfaceError | psycopg.OperationalError | psycopg.InterfaceError):
        return False
    told = error if isinstance(error, psycopg.Error) else error.__cause__
    # What the server refuses has a number; that it has gone, only the driver can tell.
    number = told.sqlstate if isinstance(told, psycopg.Error) else None
    return number is None or number.startswith(_NUMBERS)
