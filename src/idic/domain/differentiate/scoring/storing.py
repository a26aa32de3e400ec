"""Scores back into the records: a table written anew by one binary COPY, and put in place of the old one.

Nearly every row changes with every refresh (a day more has passed, the models are fitted anew), and a row that changes
costs an entry in each index: writing all of them beside is several times faster and leaves nothing to clean up. A small
base is written in place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.backends.utils import CursorWrapper

from idic.domain.differentiate.models import CustomerScore
from idic.domain.differentiate.profiling import array_text
from idic.domain.differentiate.scoring.beside import Beside, working_beside
from idic.domain.differentiate.scoring.binary_rows import Carried, Ints, Travelling, binary_rows
from idic.domain.differentiate.scoring.figures import Recorded, counted_figures, recorded_customers
from idic.domain.differentiate.scoring.rows import names_of, parts_of
from idic.domain.differentiate.scoring.standing import IN_PLACE, TABLE, Standing, read_standing
from idic.domain.differentiate.scoring.successor import (
    NotReplaced,
    begin_successor,
    drop_successor,
    index_successor,
    replace_by_successor,
)
from idic.methods.purchase_summary import read_ahead

if TYPE_CHECKING:
    from idic.domain.differentiate.scoring.steps import Turn

# What others wrote while the successor was made: segments entered and left, scores taken away, customers who are new.
_TAKE_OVER = f"""
CREATE TEMPORARY TABLE written ON COMMIT DROP AS SELECT o.* FROM {TABLE} o WHERE {{changed}};
UPDATE {TABLE}_next n SET segment_ids = o.segment_ids,
       refresh_id = CASE WHEN o.refresh_id IS NULL THEN NULL ELSE n.refresh_id END
FROM written o WHERE o.customer_id = n.customer_id;
INSERT INTO {TABLE}_next SELECT o.* FROM written o ON CONFLICT (customer_id) DO NOTHING;
"""  # noqa: S608 - own names


def store_scores(
    turn: Turn, refresh_id: int, *, in_place: int = IN_PLACE, standing: Standing | None = None
) -> dict[str, Any]:
    """In the caller's transaction, which should do little after it: its end is the end of a short lock. Returns the
    figures of the base. `standing` is what was read of the records before, where it was."""
    with connection.cursor() as cursor:
        if turn.customers > in_place:
            with working_beside() as beside:
                return _replace(cursor, turn, refresh_id, standing, beside)
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


def _replace(
    cursor: CursorWrapper, turn: Turn, refresh_id: int, standing: Standing | None, beside: Beside
) -> dict[str, Any]:
    # what no step has set stays as it was
    left = [str(one.column) for one in CustomerScore._meta.concrete_fields if one.column not in _set_by(turn)]
    if standing is None or not standing.holds(left):
        standing = read_standing(cursor, left)
    recorded, scored = standing.recorded, standing.scored
    customers = turn.columns["customer_id"][recorded.among(turn.columns["customer_id"])]
    successor = begin_successor(cursor, TABLE, standing.horizon)
    parts = parts_of(turn, refresh_id, recorded, scored.carried(left, customers))
    _copy(cursor, successor.name, [*names_of(turn), *left], parts, "FORMAT binary, FREEZE")
    counted = beside.start(lambda: _figures(turn, recorded))
    unscored = scored.others(customers)
    if unscored.size:
        names = ", ".join(str(one.column) for one in CustomerScore._meta.concrete_fields)
        cursor.execute(
            f"INSERT INTO {successor.name} ({names}) SELECT {names} FROM {TABLE} WHERE customer_id = ANY(%s::bigint[])",  # noqa: S608 - own names
            [array_text(unscored.tolist())],
        )
    index_successor(cursor, successor)
    figures = counted()
    try:
        replace_by_successor(
            cursor, successor, lambda changed: _take_over(cursor, changed, scored.known),
            ("identify_customer", "differentiate_refresh"),
        )  # fmt: skip
    except NotReplaced:
        _write_in_place(cursor, turn, refresh_id, recorded)
        drop_successor(cursor, successor)
    return figures


def _take_over(cursor: CursorWrapper, changed: str, known: Ints) -> None:
    cursor.execute(_TAKE_OVER.format(changed=changed))
    cursor.execute("SELECT customer_id FROM written")
    written = np.array([pk for (pk,) in cursor.fetchall()], dtype=np.int64)
    cursor.execute("DROP TABLE written")
    cursor.execute(f"SELECT count(*) FROM {TABLE}")  # noqa: S608 - own name
    if cursor.fetchone()[0] != known.size + int(np.isin(written, known, invert=True).sum()):
        cursor.execute(
            f"DELETE FROM {TABLE}_next n WHERE n.customer_id = ANY(%s::bigint[])"  # noqa: S608 - own names
            f" AND NOT EXISTS (SELECT FROM {TABLE} o WHERE o.customer_id = n.customer_id)",
            [array_text(known.tolist())],
        )


def _write_in_place(cursor: CursorWrapper, turn: Turn, refresh_id: int, recorded: Recorded) -> None:
    names = names_of(turn)
    others = [field for field in CustomerScore._meta.concrete_fields if field.column not in names]
    cursor.execute(
        f"CREATE TEMPORARY TABLE scored ON COMMIT DROP AS SELECT {', '.join(names)} FROM {TABLE} WITH NO DATA"  # noqa: S608 - own names
    )
    _copy(cursor, "scored", names, parts_of(turn, refresh_id, recorded), "FORMAT binary")
    cursor.execute("ANALYZE scored (customer_id)")
    cursor.execute(
        f"""INSERT INTO {TABLE} ({", ".join([*names, *(str(one.column) for one in others)])})
            SELECT {", ".join([*(f"n.{name}" for name in names), *map(_empty, others)])}
            FROM scored n WHERE EXISTS (SELECT FROM identify_customer c WHERE c.id = n.customer_id)
            ON CONFLICT (customer_id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in names[1:])}"""  # noqa: S608 - own names
    )
    cursor.execute("DROP TABLE scored")


def _set_by(turn: Turn) -> set[str]:
    return {*turn.columns, "refresh_id"}


def _copy(
    cursor: CursorWrapper, table: str, names: Sequence[str], parts: Iterable[Sequence[Travelling | Carried]],
    options: str,
) -> None:  # fmt: skip
    with cursor.cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN ({options})") as copy:
        # made while the database takes in those before
        for block in read_ahead(binary_rows(parts)):
            copy.write(block)


def _empty(field: models.Field[Any, Any]) -> str:
    """What stands in a column of a customer of whom nothing was known before."""
    if isinstance(field, ArrayField):
        return "'{}'"
    return "NULL" if field.null else "''"
