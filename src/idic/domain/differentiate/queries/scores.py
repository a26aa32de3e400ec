from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from idic.domain.differentiate.models import CustomerScore, Refresh
from idic.domain.identify.models import Customer

# Of the refresh only what is said beside the figures of one customer.
_NOT_TOLD = (
    "score__expected_purchases", "score__actual_value", "score__strategic_value",
    *(
        f"score__refresh__{one.attname}"
        for one in Refresh._meta.concrete_fields
        if one.name not in ("id", "as_of", "parameters")
    ),
)  # fmt: skip


def with_score(customers: QuerySet[Customer]) -> QuerySet[Customer]:
    model = KeyTextTransform("model", KeyTransform("purchases", "score__refresh__fitted"))
    return customers.select_related("score__refresh").annotate(purchase_model=model).defer(*_NOT_TOLD)


def score_of(customer: Customer) -> CustomerScore | None:
    """Of a customer that was read `with_score`: without a query."""
    found: CustomerScore | None = getattr(customer, "score", None)
    return found


def purchase_model_of(customer: Customer) -> str:
    """The model of buying behind the score of a customer that was read `with_score`; empty where none was fitted."""
    return getattr(customer, "purchase_model", None) or ""


def latest_refreshes(limit: int = 2) -> list[Refresh]:
    """Newest first: the turn that is shown and the one it is compared with."""
    return list(Refresh.objects.order_by("-id")[:limit])


def newest_watermark() -> int:
    """The last event that the figures know of; 0 before the first refresh."""
    return Refresh.objects.order_by("-id").values_list("watermark", flat=True).first() or 0


def tier_of(customer_id: int | None) -> str:
    """Empty where nobody is known, or no refresh has spoken of them."""
    if customer_id is None:
        return ""
    return CustomerScore.objects.filter(pk=customer_id).values_list("tier", flat=True).first() or ""


def tiers_of(customer_ids: Iterable[int]) -> dict[int, str]:
    """Of those of whom a refresh has spoken."""
    ids = set(customer_ids)
    return dict(CustomerScore.objects.filter(pk__in=ids).values_list("pk", "tier")) if ids else {}


def score_now(customer_id: int) -> CustomerScore | None:
    return CustomerScore.objects.filter(customer=customer_id).first()
