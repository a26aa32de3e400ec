"""The customer list: narrowed by what is known and by what was computed, in an order that an index serves."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from idic.domain.differentiate.models.customer_score import SORTED_LAST
from idic.domain.identify.models import Customer
from idic.domain.identify.queries.customers import access_customers
from idic.domain.identify.queries.search import narrowed
from idic.foundation.accounts.models import User
from idic.foundation.languages.provinces import stored_province
from idic.foundation.paging.keyset import Order

#: What the list can be sorted by; the last two stand on the score, so a customer without one is not in that order.
ORDERS: dict[str, str] = {
    "name": "sort_name", "created": "created_at", "changed": "updated_at", "value": "sorted_value",
    "spend": "sorted_spend",
}  # fmt: skip
SCORED_ORDERS = frozenset({"value", "spend"})


@dataclass(frozen=True)
class CustomerFilters:
    """An empty text or None does not narrow."""

    text: str = ""
    kind: str = ""
    province: str = ""
    segment_id: int | None = None
    rfm_group: str = ""
    tier: str = ""
    tense: str = ""
    # a cell of the RFM grid
    r: int | None = None
    f: int | None = None


def listed_customers(
    user: User, filters: CustomerFilters, *, sort: str = "name", permission: str = "customer.see"
) -> QuerySet[Customer]:
    """Each with its score; `sort` is a key of ORDERS."""
    customers = narrowed(access_customers(user, permission), filters.text)
    asked: dict[str, object] = {
        "kind": filters.kind, "province": stored_province(filters.province), "score__rfm_group": filters.rfm_group,
        "score__tier": filters.tier, "score__tense": filters.tense,
        "score__r": filters.r, "score__f": filters.f,
    }  # fmt: skip
    customers = customers.filter(**{name: value for name, value in asked.items() if value})
    if filters.segment_id is not None:
        customers = customers.filter(score__segment_ids__contains=[filters.segment_id])
    if sort in SCORED_ORDERS:
        customers = customers.filter(score__isnull=False)
    if sort == "value":
        customers = customers.annotate(sorted_value=Coalesce(F("score__lifetime_value"), SORTED_LAST))
    if sort == "spend":
        customers = customers.annotate(sorted_spend=Coalesce(F("score__monetary"), SORTED_LAST))
    return customers.select_related("score").defer("search_text", "search_keys", "facts", "provenance")


def order_of(sort: str, *, descending: bool) -> Order:
    return Order(ORDERS[sort], descending)
