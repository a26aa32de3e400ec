from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet

from idic.foundation.nouns.fields import Field
from idic.foundation.nouns.registry import base_sql, noun_of
from idic.methods.predicate import FieldType

# Longer than that nobody waits for a number beside a list.
PATIENCE_MS = 2000
MOST_GROUPS = 40


@dataclass(frozen=True)
class GroupCount:
    """`value` is the code or text, None for those of which it is not known."""

    value: str | None
    count: int


def group_counts(rows: QuerySet[Any], noun: str, field: Field, *, as_of: date) -> list[GroupCount] | None:
    """The largest groups first; None where counting would take too long. Whoever has several choices counts in each."""
    inner, values = rows.order_by().values_list("pk").query.sql_with_params()
    subject = f"({field.expression})"
    if field.type is FieldType.CODES:
        subject = f"unnest(coalesce({subject}, ARRAY[NULL]::text[]))"
    alias = noun_of(noun).alias
    sql = (
        f"SELECT grouped.value, count(*) FROM (SELECT {subject}::text AS value {base_sql(noun)}"  # noqa: S608
        f" AND {alias}.id IN ({inner})) AS grouped GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST_GROUPS}"
    )
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {PATIENCE_MS}")
            cursor.execute(sql, values)
            found = [GroupCount(value, count) for value, count in cursor.fetchall()]
            cursor.execute("SET LOCAL statement_timeout = DEFAULT")
            return found
    except OperationalError as error:
        if type(error.__cause__).__name__ == "QueryCanceled":
            return None
        raise
