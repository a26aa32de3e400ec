from __future__ import annotations

from datetime import datetime

from django.db import connection

Value = int | str | datetime


def run(statement: str, *values: Value) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return int(cursor.rowcount)


def rows(statement: str, *values: Value) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall())


def value(statement: str, *values: Value) -> int:
    return int(str(rows(statement, *values)[0][0]))
