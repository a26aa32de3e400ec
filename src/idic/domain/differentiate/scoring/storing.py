"""Scores back into the records: one binary COPY, then a table written anew and put in place of the old one.

Nearly every row changes with every refresh (a day more has passed, the models are fitted anew), and a row that changes
costs an entry in each index: writing all of them beside is several times faster and leaves nothing to clean up. A small
base is written in place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.backends.utils import CursorWrapper

from idic.domain.differentiate.models import CustomerScore
from idic.domain.differentiate.scoring import binary_rows
from idic.domain.differentiate.scoring.binary_rows import Travelling
from idic.domain.differentiate.scoring.figures import counted_figures
from idic.domain.differentiate.scoring.successor import (
    NotReplaced,
    begin_successor,
    drop_successor,
    index_successor,
    replace_by_successor,
)

if TYPE_CHECKING:
    from idic.domain.differentiate.scoring.steps import Column, Turn

TABLE = "differentiate_customerscore"
# Up to so many rows are written in place.
IN_PLACE = 20_000
_ONE_TO_FIVE = {"r", "f", "m"}

# What others wrote while the successor was made: segments entered and left, scores taken away, customers who are new.
_TAKE_OVER = f"""
CREATE TEMPORARY TABLE written ON COMMIT DROP AS SELECT o.* FROM {TABLE} o WHERE {{changed}};
UPDATE {TABLE}_next n SET segment_ids = o.segment_ids,
       refresh_id = CASE WHEN o.refresh_id IS NULL THEN NULL ELSE n.refresh_id END
FROM written o WHERE o.customer_id = n.customer_id;
INSERT INTO {TABLE}_next SELECT o.* FROM written o ON CONFLICT (customer_id) DO NOTHING;
DELETE FROM {TABLE}_next n USING known k WHERE k.customer_id = n.customer_id
AND (SELECT count(*) FROM {TABLE}) <> (SELECT count(*) FROM known)
        + (SELECT count(*) FROM written w WHERE NOT EXISTS (SELECT FROM known WHERE known.customer_id = w.customer_id))
AND NOT EXISTS (SELECT FROM {TABLE} o WHERE o.customer_id = n.customer_id);
DROP TABLE written;
"""  # noqa: S608 - own names


def store_scores(turn: Turn, refresh_id: int, *, in_place: int = IN_PLACE) -> dict[str, Any]:
    """In the caller's transaction, which should do little after it: its end is the end of a short lock. Returns the
    figures of the base."""
    columns = [_travelling(name, values, turn) for name, values in turn.columns.items() if name != "customer_id"]
    with connection.cursor() as cursor:
        _arrive(cursor, [binary_rows.whole_number("customer_id", "bigint", turn.columns["customer_id"]), *columns])
        if turn.customers > in_place:
            figures = _replace(cursor, columns, refresh_id)
        else:
            figures = _write_in_place(cursor, columns, refresh_id)
        cursor.execute("DROP TABLE scored")
        return figures


def drop_merged() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {TABLE} s USING identify_customer c WHERE c.id = s.customer_id AND c.merged_into_id IS NOT NULL"  # noqa: S608 - own name
        )


def _arrive(cursor: CursorWrapper, columns: list[Travelling]) -> None:
    declared = ", ".join(f"{one.name} {one.kind}" for one in columns)
    cursor.execute(f"CREATE TEMPORARY TABLE scored ({declared}) ON COMMIT DROP")
    names = ", ".join(one.name for one in columns)
    with cursor.cursor.copy(f"COPY scored ({names}) FROM STDIN (FORMAT binary)") as copy:
        for block in binary_rows.binary_rows(columns):
            copy.write(block)
    cursor.execute("ANALYZE scored (customer_id)")


def _replace(cursor: CursorWrapper, columns: list[Travelling], refresh_id: int) -> dict[str, Any]:
    successor = begin_successor(cursor, TABLE)
    cursor.execute(f"CREATE TEMPORARY TABLE known ON COMMIT DROP AS SELECT customer_id FROM {TABLE}")  # noqa: S608 - own name
    cursor.execute("ANALYZE known")
    read = {one.name: one.read for one in columns} | {"refresh_id": "%s", "customer_id": "n.customer_id"}
    names = _columns()
    # what no step has set stays as it was
    filled = ", ".join(read.get(name, f"coalesce(o.{name}, {_empty(name)})") for name in names)
    cursor.execute(
        f"""INSERT INTO {successor.name} ({", ".join(names)}) SELECT {filled}
            FROM scored n JOIN identify_customer c ON c.id = n.customer_id
            LEFT JOIN {TABLE} o ON o.customer_id = n.customer_id ORDER BY n.customer_id""",  # noqa: S608 - own names
        [refresh_id],
    )
    cursor.execute(
        f"""INSERT INTO {successor.name} ({", ".join(names)}) SELECT {", ".join(f"o.{name}" for name in names)}
            FROM {TABLE} o WHERE NOT EXISTS (SELECT FROM scored n WHERE n.customer_id = o.customer_id)"""  # noqa: S608 - own names
    )
    index_successor(cursor, successor)
    figures = counted_figures(cursor, successor.name, refresh_id)
    try:
        replace_by_successor(cursor, successor, _TAKE_OVER, ("identify_customer", "differentiate_refresh"))
    except NotReplaced:
        figures = _write_in_place(cursor, columns, refresh_id)
        drop_successor(cursor, successor)
    cursor.execute("DROP TABLE known")
    return figures


def _write_in_place(cursor: CursorWrapper, columns: list[Travelling], refresh_id: int) -> dict[str, Any]:
    names = [one.name for one in columns]
    given = set(_columns()) - {*names, "customer_id", "refresh_id"}
    others = sorted(given)
    cursor.execute(
        f"""INSERT INTO {TABLE} (customer_id, refresh_id, {", ".join([*names, *others])})
            SELECT n.customer_id, %s, {", ".join([*(one.read for one in columns), *map(_empty, others)])}
            FROM scored n WHERE EXISTS (SELECT FROM identify_customer c WHERE c.id = n.customer_id)
            ON CONFLICT (customer_id) DO UPDATE SET refresh_id = excluded.refresh_id,
            {", ".join(f"{name} = excluded.{name}" for name in names)}""",  # noqa: S608 - own names
        [refresh_id],
    )
    return counted_figures(cursor, TABLE, refresh_id)


def _columns() -> list[str]:
    return [str(one.column) for one in CustomerScore._meta.concrete_fields]


def _empty(name: str) -> str:
    """What stands in a column of a customer of whom nothing was known before."""
    field = CustomerScore._meta.get_field(name)
    if isinstance(field, ArrayField):
        return "'{}'"
    return "NULL" if field.null else "''"


def _travelling(name: str, values: Column, turn: Turn) -> Travelling:
    field = CustomerScore._meta.get_field(name)
    match field:
        case models.FloatField():
            return binary_rows.fraction(name, values)
        case models.DecimalField():
            return binary_rows.money(name, values)
        case models.DateField():
            return binary_rows.day(name, values)
        case models.SmallIntegerField():
            if name in _ONE_TO_FIVE:
                values = values.astype(float)
                values[values == 0] = float("nan")
            return binary_rows.whole_number(name, "smallint", values)
        case models.IntegerField():
            return binary_rows.whole_number(name, "integer", values)
        case models.CharField():
            return binary_rows.code(name, values)
        case ArrayField() if name == "reasons":
            return binary_rows.lists(name, *turn.reasons.coded())
    raise TypeError(name)
