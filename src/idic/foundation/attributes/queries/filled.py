from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from idic.foundation.attributes.enums import AttributeType, IndexState
from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.nouns.fields import Field
from idic.foundation.nouns.registry import base_sql, fields_of, noun_of

#: Counting goes no further.
BOUND = 1000
# Without an index every record would be read: on a large table that is left for later.
_SMALL = 50_000


def filled_counts(noun_code: str, definitions: Sequence[AttributeDefinition]) -> dict[int, int]:
    """How many records hold a value, at most BOUND + 1; absent where counting would take too long. Two queries."""
    noun, known = noun_of(noun_code), fields_of(noun_code)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [noun.table])
        (size,) = cursor.fetchone() or (0,)
        parts: list[str] = []
        values: list[list[str]] = []
        for one in definitions:
            field = known.get(one.key)
            if field is None or (size > _SMALL and one.index_state != IndexState.READY):
                continue
            condition, more = _is_known(one, field)
            parts.append(
                f"SELECT {one.pk} AS id, count(*) FROM"  # noqa: S608 -- declared expressions, values as parameters
                f" (SELECT 1 {base_sql(noun_code)} AND {condition} LIMIT {BOUND + 1}) AS held_{one.pk}"
            )
            values += more
        if not parts:
            return {}
        cursor.execute(" UNION ALL ".join(parts), values)
        return dict(cursor.fetchall())


def _is_known(definition: AttributeDefinition, field: Field) -> tuple[str, list[list[str]]]:
    if definition.type == AttributeType.CHOICES:
        return f"{field.expression} && %s::text[]", [[one.code for one in definition.choice_list]]
    return f"({field.expression}) IS NOT NULL", []
