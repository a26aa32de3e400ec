"""Scores back into the records: a table written anew by one binary COPY, and put in place of the old one.

Nearly every row changes with every refresh (a day more has passed, the models are fitted anew), and a row that changes
costs an entry in each index: writing all of them beside is several times faster and leaves nothing to clean up. A small
base is written in place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.backends.utils import CursorWrapper

from idic.domain.differentiate.models import CustomerScore
from idic.domain.differentiate.profiling import array_text
from idic.domain.differentiate.scoring.binary_rows import (
    Carried,
    Travelling,
    binary_rows,
    code,
    day,
    fraction,
    lists,
    money,
    whole_number,
)
from idic.domain.differentiate.scoring.carried import read_carried
from idic.domain.differentiate.scoring.figures import Recorded, counted_figures, recorded_customers
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
    with connection.cursor() as cursor:
        if turn.customers > in_place:
            return _replace(cursor, turn, refresh_id)
        recorded = recorded_customers(cursor)
        _write_in_place(cursor, turn, refresh_id, recorded)
        return _figures(turn, recorded)


def _figures(turn: Turn, recorded: Recorded) -> dict[str, Any]:
    return counted_figures(turn, recorded.among(turn.columns["customer_id"]), recorded)


def drop_merged() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {TABLE} s USING identify_customer c WHERE c.id = s.customer_id AND c.merged_into_id IS NOT NULL"  # noqa: S608 - own name
        )


def _replace(cursor: CursorWrapper, turn: Turn, refresh_id: int) -> dict[str, Any]:
    successor = begin_successor(cursor, TABLE)
    cursor.execute(f"CREATE TEMPORARY TABLE known ON COMMIT DROP AS SELECT customer_id FROM {TABLE}")  # noqa: S608 - own name
    recorded = recorded_customers(cursor)
    rows = _rows(turn, refresh_id, recorded)
    # what no step has set stays as it was
    others = [field for field in CustomerScore._meta.concrete_fields if field.column not in {one.name for one in rows}]
    carried, unscored = read_carried(cursor, TABLE, others, rows[0].values.astype(np.int64))
    _copy(cursor, successor.name, [*rows, *carried], "FORMAT binary, FREEZE")
    if unscored.size:
        names = ", ".join(str(one.column) for one in CustomerScore._meta.concrete_fields)
        cursor.execute(
            f"INSERT INTO {successor.name} ({names}) SELECT {names} FROM {TABLE} WHERE customer_id = ANY(%s::bigint[])",  # noqa: S608 - own names
            [array_text(unscored.tolist())],
        )
    index_successor(cursor, successor)
    figures = _figures(turn, recorded)
    try:
        replace_by_successor(cursor, successor, _TAKE_OVER, ("identify_customer", "differentiate_refresh"))
    except NotReplaced:
        _write_in_place(cursor, turn, refresh_id, recorded)
        drop_successor(cursor, successor)
    cursor.execute("DROP TABLE known")
    return figures


def _write_in_place(cursor: CursorWrapper, turn: Turn, refresh_id: int, recorded: Recorded) -> None:
    rows = _rows(turn, refresh_id, recorded)
    names = [one.name for one in rows]
    others = [field for field in CustomerScore._meta.concrete_fields if field.column not in names]
    cursor.execute(
        f"CREATE TEMPORARY TABLE scored ON COMMIT DROP AS SELECT {', '.join(names)} FROM {TABLE} WITH NO DATA"  # noqa: S608 - own names
    )
    _copy(cursor, "scored", rows, "FORMAT binary")
    cursor.execute("ANALYZE scored (customer_id)")
    cursor.execute(
        f"""INSERT INTO {TABLE} ({", ".join([*names, *(str(one.column) for one in others)])})
            SELECT {", ".join([*(f"n.{name}" for name in names), *map(_empty, others)])}
            FROM scored n WHERE EXISTS (SELECT FROM identify_customer c WHERE c.id = n.customer_id)
            ON CONFLICT (customer_id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in names[1:])}"""  # noqa: S608 - own names
    )
    cursor.execute("DROP TABLE scored")


def _rows(turn: Turn, refresh_id: int, recorded: Recorded) -> list[Travelling]:
    """Of the customers who are still there; their numbers come first."""
    stored = recorded.among(turn.columns["customer_id"])
    customers = turn.columns["customer_id"][stored]
    return [
        whole_number("customer_id", "bigint", customers),
        whole_number("refresh_id", "bigint", np.full(customers.size, refresh_id)),
        *(
            _travelling(name, values[stored])
            for name, values in turn.columns.items()
            if name not in ("customer_id", "reasons")
        ),
        lists("reasons", turn.columns["reasons"][stored], turn.reasons.coded()[1]),
    ]


def _copy(cursor: CursorWrapper, table: str, columns: Sequence[Travelling | Carried], options: str) -> None:
    names = ", ".join(one.name for one in columns)
    with cursor.cursor.copy(f"COPY {table} ({names}) FROM STDIN ({options})") as copy:
        for block in binary_rows(columns):
            copy.write(block)


def _empty(field: models.Field[Any, Any]) -> str:
    """What stands in a column of a customer of whom nothing was known before."""
    if isinstance(field, ArrayField):
        return "'{}'"
    return "NULL" if field.null else "''"


def _travelling(name: str, values: Column) -> Travelling:
    match CustomerScore._meta.get_field(name):
        case models.FloatField():
            return fraction(name, values)
        case models.DecimalField():
            return money(name, values)
        case models.DateField():
            return day(name, values)
        case models.SmallIntegerField():
            if name in _ONE_TO_FIVE:
                values = np.where(values == 0, np.nan, values)
            return whole_number(name, "smallint", values)
        case models.IntegerField():
            return whole_number(name, "integer", values)
        case models.CharField():
            return code(name, values)
    raise TypeError(name)
