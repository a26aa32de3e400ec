"""The start of a process that fills tables. No model is imported here: Django is not set up yet when this is read."""

from __future__ import annotations

import django
from django.db import connection


def get_ready(database: str) -> None:
    django.setup()
    connection.settings_dict["NAME"] = database
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
