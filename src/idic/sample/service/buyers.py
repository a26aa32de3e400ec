"""Who had bought what shortly before: of the sample's persons, so that a complaint has a purchase behind it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import connection

from idic.domain.catalogue.models import Product
from idic.domain.interact.complaints.queries.recovery import WITHIN_DAYS
from idic.sample.goods import said_category

#: What spoils when it stands in the sun, as the sample's own products are sorted.
_SPOILS = ["Cheese", "Cheeses", "Fluid Milk Products", "Milk By-Products", "Yogurt", "Eggs", "Beef", "Chicken", "Pork"]
# By whom and on which days; who is restricted or was merged away complained of nothing.
_BUYERS = """
SELECT c.id, c.language, array_agg(DISTINCT (p.at AT TIME ZONE %s)::date ORDER BY (p.at AT TIME ZONE %s)::date)
FROM identify_customer c JOIN sales_purchase p ON p.customer_id = c.id AND p.kind = 'sale' AND p.total > 0
WHERE c.merged_into_id IS NULL AND c.kind = 'person'
      AND NOT EXISTS (SELECT FROM privacy_processinglock k WHERE k.customer_id = c.id)
      AND EXISTS (SELECT FROM identify_sourcerecord r JOIN identify_source s ON s.id = r.source_id AND s.is_sample
                  WHERE r.customer_id = c.id)
GROUP BY c.id HAVING count(DISTINCT (p.at AT TIME ZONE %s)::date) >= 3 ORDER BY sum(p.total) DESC, c.name
"""
_BOUGHT = """
SELECT l.product_id FROM sales_purchaseline l JOIN sales_purchase p ON p.id = l.purchase_id
JOIN catalogue_product i ON i.id = l.product_id JOIN catalogue_category c ON c.id = i.category_id
WHERE p.customer_id = %s AND (p.at AT TIME ZONE %s)::date = %s AND p.kind = 'sale' AND c.name = ANY(%s)
ORDER BY l.amount DESC, l.id LIMIT 1
"""


@dataclass(frozen=True)
class Buyer:
    customer: int
    language: str
    days: Sequence[date]

    def bought_before(self, day: date) -> date | None:
        place = bisect_left(self.days, day)
        return self.days[place - 1] if place else None

    def came_back(self, day: date) -> bool:
        place = bisect_left(self.days, day)
        return place < len(self.days) and (self.days[place] - day).days < WITHIN_DAYS


def buyers_known() -> list[Buyer]:
    with connection.cursor() as cursor:
        cursor.execute(_BUYERS, [settings.TIME_ZONE] * 3)
        return [Buyer(pk, language, days) for pk, language, days in cursor.fetchall()]


def whose(buyers: Sequence[Buyer], language: str, wanted: date, *, wants_lost: bool) -> Buyer | None:
    """Who bought shortly before that day; in turns one who then stayed away."""
    spoken = [one for one in buyers if one.language == language]
    near = [one for one in spoken if (day := one.bought_before(wanted)) is not None and (wanted - day).days <= 5]
    lost = [one for one in near if not one.came_back(wanted)]
    return (lost or near)[0] if wants_lost and near else next(iter(near), None)


def spoiled_of(buyer: Buyer, day: date) -> Product | None:
    """The dearest of what can spoil among what was bought last before that day."""
    spoils = [said_category(name) for name in _SPOILS]
    with connection.cursor() as cursor:
        cursor.execute(_BOUGHT, [buyer.customer, settings.TIME_ZONE, buyer.bought_before(day), spoils])
        row = cursor.fetchone()
    return Product.objects.get(pk=row[0]) if row else None
