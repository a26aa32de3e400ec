from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.models.customer_score import SORTED_LAST
from idic.domain.identify.models import Customer
from idic.domain.identify.queries.customers import access_customers
from idic.foundation.accounts.models import User

SORTS = {"value": "score__lifetime_value", "spend": "score__monetary"}


@dataclass(frozen=True)
class Profile:
    """Members by province, RFM group and tier, most frequent first; "" is where the figure is not known."""

    province: list[tuple[str, int]]
    rfm_group: list[tuple[str, int]]
    tier: list[tuple[str, int]]


def members_of(segment: Segment, user: User, *, sort: str) -> QuerySet[Customer]:
    """Those whom this user may see, with `sorted_by` for the keyset; an unknown figure sorts last."""
    return (
        access_customers(user)
        .filter(score__segment_ids__contains=[segment.pk])
        .select_related("score")
        .annotate(sorted_by=Coalesce(SORTS[sort], SORTED_LAST))
    )


def profile_of(segment: Segment, *, provinces: int = 12) -> Profile:
    """One pass over the members."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT grouping(c.province, s.rfm_group, s.tier), coalesce(c.province, s.rfm_group, s.tier), count(*)
               FROM differentiate_customerscore s JOIN identify_customer c ON c.id = s.customer_id
               WHERE s.segment_ids @> ARRAY[%s]::bigint[] AND c.merged_into_id IS NULL
               GROUP BY GROUPING SETS ((c.province), (s.rfm_group), (s.tier)) ORDER BY 3 DESC, 2""",
            [segment.pk],
        )
        rows = cursor.fetchall()
    found: dict[int, list[tuple[str, int]]] = {0b011: [], 0b101: [], 0b110: []}
    for level, value, count in rows:
        found[level].append((value, count))
    return Profile(province=found[0b011][:provinces], rfm_group=found[0b101], tier=found[0b110])
