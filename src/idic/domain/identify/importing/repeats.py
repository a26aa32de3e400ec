"""What a file says twice: the first row is taken, a later one with the same key or the same unique value is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import connection

from idic.domain.identify.importing.figures import Refusals
from idic.foundation.attributes.expressions import expression_of
from idic.foundation.attributes.models import AttributeDefinition

_REPEATS = """
CREATE TEMPORARY TABLE stage_repeat ON COMMIT DROP AS
SELECT s.row_no, s.key, s.digest = first.digest AS is_same
FROM (SELECT key, min(row_no) AS row_no FROM stage_row GROUP BY key HAVING count(*) > 1) twice
     JOIN stage_row first ON first.row_no = twice.row_no
     JOIN stage_row s ON s.key = twice.key AND s.row_no <> twice.row_no
"""
_HELD_TWICE = """
SELECT s.row_no, s.facts->>%s, s.key
FROM (SELECT {value} AS held, min(row_no) AS row_no FROM stage_row
      WHERE facts ? %s AND row_no NOT IN (SELECT row_no FROM stage_repeat) GROUP BY 1 HAVING count(*) > 1) first
     JOIN stage_row s ON s.facts ? %s AND {given} = first.held AND s.row_no <> first.row_no
WHERE s.row_no NOT IN (SELECT row_no FROM stage_repeat) ORDER BY s.row_no
"""


def refuse_repeats(attributes: Sequence[AttributeDefinition], mapping: Mapping[str, str], refusals: Refusals) -> int:
    """Leaves them in `stage_repeat`; returns how many repeat an earlier row word for word, which is no fault."""
    with connection.cursor() as cursor:
        cursor.execute(_REPEATS)
        cursor.execute("SELECT row_no, key FROM stage_repeat WHERE NOT is_same ORDER BY row_no")
        for row, key in cursor.fetchall():
            refusals.add(row, "key_repeated", mapping.get("source_id", ""), key)
        cursor.execute("SELECT count(*) FROM stage_repeat WHERE is_same")
        repeated = int(cursor.fetchone()[0])
        for one in attributes:
            if not one.is_unique:
                continue
            statement = _HELD_TWICE.format(value=expression_of(one, "facts"), given=expression_of(one, "s.facts"))
            cursor.execute(statement, [one.key, one.key, one.key])
            found = cursor.fetchall()
            for row, value, key in found:
                refusals.add(row, "attribute_repeated", mapping[one.key], value)
                cursor.execute("INSERT INTO stage_repeat VALUES (%s, %s, false)", [row, key])
    return repeated
