"""In which order the rows of a customer are locked by who changes all of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from idic.domain.identify.belongings import belongings


def lock_what_is_worked_on(customers: Sequence[int]) -> None:
    """In the caller's transaction, behind the customers themselves and before any other row of theirs."""
    with connection.cursor() as cursor:
        for one in belongings():
            if one.is_worked_on:
                cursor.execute(
                    f"SELECT id FROM {one.table} WHERE {one.customer} = ANY(%s)"  # noqa: S608 - declared
                    " ORDER BY id FOR NO KEY UPDATE",
                    [list(customers)],
                )
