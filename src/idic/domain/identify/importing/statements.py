from __future__ import annotations

from datetime import datetime

from django.db import connection


def run(statement: str, *values: int | str | datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return int(cursor.rowcount)


def pairs(statement: str) -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [(row[0], row[1]) for row in cursor.fetchall()]


def column(statement: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [row[0] for row in cursor.fetchall()]


def next_id(table: str) -> str:
    """For a statement that numbers many rows: the sequence is looked up once, and not for each of them."""
    return f"nextval((SELECT pg_get_serial_sequence('{table}', 'id')::regclass))"
