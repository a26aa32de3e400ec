"""The organisations above and below one, as they stand on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection

from idic.domain.identify.models import Customer
from idic.domain.identify.queries.relations import named_customers
from idic.foundation.accounts.models import User

_MOST = 200

_TREE = """
WITH RECURSIVE up AS (
    SELECT %(id)s::bigint AS id, 0 AS steps
    UNION
    SELECT r.target_id, up.steps + 1 FROM identify_relation r JOIN up ON r.source_id = up.id
    WHERE r.type = 'part_of' AND up.steps < 20
      AND (r.starts_on IS NULL OR r.starts_on <= %(day)s) AND (r.ends_on IS NULL OR r.ends_on > %(day)s)
), down AS (
    SELECT id, ARRAY[id] AS path FROM (SELECT id FROM up ORDER BY steps DESC LIMIT 1) AS root
    UNION ALL
    SELECT r.source_id, down.path || r.source_id FROM identify_relation r JOIN down ON r.target_id = down.id
    WHERE r.type = 'part_of' AND cardinality(down.path) < 20 AND r.source_id <> ALL (down.path)
      AND (r.starts_on IS NULL OR r.starts_on <= %(day)s) AND (r.ends_on IS NULL OR r.ends_on > %(day)s)
)
SELECT id, cardinality(path) - 1 FROM down
ORDER BY path LIMIT %(most)s
"""


@dataclass(frozen=True)
class Branch:
    """`customer` is None where the reader may not see it; `depth` 0 is the uppermost organisation."""

    pk: int
    customer: Customer | None
    depth: int


@dataclass(frozen=True)
class OrganisationTree:
    branches: list[Branch]
    is_cut: bool


def organisation_tree(user: User, customer: Customer, *, today: date) -> OrganisationTree:
    """Each organisation below its parent; alone, it is a tree of one. `customer` has passed its access function."""
    with connection.cursor() as cursor:
        cursor.execute(_TREE, {"id": customer.pk, "day": today, "most": _MOST + 1})
        rows: list[tuple[int, int]] = cursor.fetchall()
    is_cut = len(rows) > _MOST
    named = named_customers(user, (pk for pk, _depth in rows[:_MOST]))
    return OrganisationTree([Branch(pk, named.get(pk), depth) for pk, depth in rows[:_MOST]], is_cut)
