from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from idic.domain.identify.enums import SourceKind
from idic.domain.identify.models import Source
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


@dataclass(frozen=True)
class SampleState:
    """`beside_own` says that records of the company's own are there too, so the sample cannot be loaded."""

    loaded: bool
    beside_own: bool
    customers: int
    purchases: int
    campaigns: int


def sample_state(user: User) -> SampleState:
    require(user, "sample.remove")
    kinds = set(Source.objects.exclude(kind=SourceKind.DESK).values_list("is_sample", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT (SELECT count(DISTINCT r.customer_id) FROM identify_sourcerecord r
                       JOIN identify_source s ON s.id = r.source_id WHERE s.is_sample),
                      (SELECT count(*) FROM sales_purchase p JOIN identify_source s ON s.id = p.source_id WHERE s.is_sample),
                      (SELECT count(*) FROM customize_campaign WHERE is_sample)"""
        )
        customers, purchases, campaigns = cursor.fetchone()
    return SampleState(True in kinds, False in kinds, customers, purchases, campaigns)
