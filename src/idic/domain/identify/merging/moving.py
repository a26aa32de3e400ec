"""What hangs on a customer moves by its declaration, set-based; a row that the database refuses beside the rows that are
there already stays where it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import IntegrityError, connection, transaction

from idic.domain.identify.belongings import Belonging, Follows, belongings

Values = Mapping[str, int | list[int]]


def moving_rows(customer_id: int) -> list[Belonging]:
    """Tables that hold rows of this customer which move by themselves: of the customer, or of a record where the row
    names none."""
    asked = [
        one
        for one in belongings()
        if one.customer and (one.follows is Follows.CUSTOMER or (one.follows is Follows.RECORD and one.record != "id"))
    ]
    without = {one.code: f" AND {one.record} IS NULL" for one in asked if one.follows is Follows.RECORD}
    return _holding(asked, {one.code: f"{one.customer} = %s{without.get(one.code, '')}" for one in asked}, customer_id)


def move_with_records(records: Sequence[int], *, to: int) -> dict[str, int]:
    """The records and every row that names one of them: belonging -> how many rows."""
    asked = [one for one in belongings() if one.follows is Follows.RECORD and one.customer and one.record]
    conditions = {one.code: f"{one.record} = ANY(%s)" for one in asked}
    moved = {}
    with connection.cursor() as cursor:
        for one in _holding(asked, conditions, list(records)):
            cursor.execute(
                f"UPDATE {one.table} SET {one.customer} = %s WHERE {one.record} = ANY(%s)"  # noqa: S608 - declared
                f" AND {one.customer} IS DISTINCT FROM %s{_and(one)}",
                [to, list(records), to],
            )
            if cursor.rowcount:
                moved[one.code] = int(cursor.rowcount)
    return moved


def _holding(asked: Sequence[Belonging], conditions: Mapping[str, str], value: int | list[int]) -> list[Belonging]:
    """Those with any such row, in one question: most customers have rows in a few tables only."""
    parts = [
        f"SELECT '{one.code}' WHERE EXISTS (SELECT FROM {one.table} WHERE {conditions[one.code]}{_and(one)})"  # noqa: S608
        for one in asked
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [value] * len(parts))
        found = {row[0] for row in cursor.fetchall()}
    return [one for one in asked if one.code in found]


def move_rows(
    one: Belonging, *, giving: Sequence[int], to: int, only: Sequence[int] | None = None
) -> list[int]:  # fmt: skip
    """From any of the customers `giving`; returns the ids of the rows that went."""
    condition = f"{one.customer} = ANY(%(giving)s){_and(one)}"
    if one.follows is Follows.RECORD:
        condition += f" AND {one.record} IS NULL"
    if one.other:
        condition += f" AND {one.other} <> %(to)s"
    if only is not None:
        condition += " AND id = ANY(%(only)s)"
    values: Values = {"giving": list(giving), "to": to, "only": list(only or ())}
    try:
        return _moved(one, condition, values)
    except IntegrityError:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id FROM {one.table} WHERE {condition} ORDER BY id",  # noqa: S608 - declared
                values,
            )
            ids = [row[0] for row in cursor.fetchall()]
        return _one_by_one(one, condition, values, ids)


def mark_stale(customers: Sequence[int]) -> None:
    """Figures that are computed from other rows are to be computed again."""
    with connection.cursor() as cursor:
        for one in belongings():
            if one.follows is Follows.DERIVED and one.stale:
                assigned = ", ".join(f"{column} = {value}" for column, value in one.stale.items())
                cursor.execute(
                    f"UPDATE {one.table} SET {assigned} WHERE {one.customer} = ANY(%s){_and(one)}",  # noqa: S608
                    [list(customers)],
                )


def _one_by_one(one: Belonging, condition: str, values: Values, ids: Sequence[int]) -> list[int]:
    """By halves, so that one refused row among thousands costs little."""
    if not ids:
        return []
    try:
        return _moved(one, f"{condition} AND id = ANY(%(part)s)", {**values, "part": list(ids)})
    except IntegrityError:
        if len(ids) == 1:
            return []
        half = len(ids) // 2
        return _one_by_one(one, condition, values, ids[:half]) + _one_by_one(one, condition, values, ids[half:])


def _moved(one: Belonging, condition: str, values: Values) -> list[int]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {one.table} SET {one.customer} = %(to)s WHERE {condition} RETURNING id",  # noqa: S608 - declared
            values,
        )
        return [row[0] for row in cursor.fetchall()]


def _and(one: Belonging) -> str:
    return f" AND {one.where}" if one.where else ""
