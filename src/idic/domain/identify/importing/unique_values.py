"""Values that only one customer may have: a row that gives one of another customer is not taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import connection
from django.db.backends.utils import CursorWrapper

from idic.domain.identify.importing.figures import Refusals
from idic.foundation.attributes.expressions import expression_of
from idic.foundation.attributes.models import AttributeDefinition

_HELD = """
SELECT DISTINCT s.row_no, s.facts->>%s FROM stage_row s JOIN stage_fate f USING (row_no)
       JOIN identify_customer c ON {held} = {given}
WHERE s.facts ? %s AND c.merged_into_id IS NULL AND c.id IS DISTINCT FROM f.customer_id
"""
# Whoever led the rows of one new customer and was refused leaves the lead to the next of them.
_LEAD = """
UPDATE stage_fate s SET leader = n.first, reason = CASE WHEN s.row_no = n.first THEN 'new' ELSE s.reason END
FROM (SELECT leader, min(row_no) AS first FROM stage_fate WHERE leader IS NOT NULL AND customer_id IS NULL GROUP BY leader) AS n
WHERE s.leader = n.leader AND s.customer_id IS NULL AND n.first <> n.leader
"""


def refuse_held_values(
    attributes: Sequence[AttributeDefinition], mapping: Mapping[str, str], refusals: Refusals
) -> None:
    """Behind the matching, when a row that belongs to a known customer knows it."""
    unique = [one for one in attributes if one.is_unique]
    refused: set[int] = set()
    with connection.cursor() as cursor:
        for one in unique:
            # Nobody may take such a value at a desk until this import has ended.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('idic.attribute.' || %s, 0))", [str(one.pk)])
            statement = _HELD.format(held=expression_of(one, "c.facts"), given=expression_of(one, "s.facts"))
            cursor.execute(statement, [one.key, one.key])
            for row, value in cursor.fetchall():
                if row not in refused:
                    refused.add(row)
                    refusals.add(row, "attribute_repeated", mapping.get(one.key, ""), value)
        if refused:
            cursor.execute("DELETE FROM stage_fate WHERE row_no = ANY(%s)", [list(refused)])
            pass_on_the_lead(cursor)


def pass_on_the_lead(cursor: CursorWrapper) -> None:
    """After rows were taken out."""
    cursor.execute(_LEAD)
