"""What a customer has bought, to say what something is about."""

from __future__ import annotations

from idic.domain.catalogue.models import Product
from idic.domain.sales.models import Purchase, PurchaseLine

_PURCHASES = 60
_MOST = 20


def products_bought(customer_id: int) -> list[Product]:
    """The latest first, each once: two statements along the index of the customer's purchases."""
    latest = list(
        Purchase.objects.filter(customer=customer_id).order_by("-at", "-pk").values_list("pk", flat=True)[:_PURCHASES]
    )
    if not latest:
        return []
    lines = PurchaseLine.objects.filter(purchase__in=latest, product__is_goods=True).select_related("product")
    place = {pk: number for number, pk in enumerate(latest)}
    found = sorted(lines, key=lambda one: (place[one.purchase_id], one.pk))
    return list({one.product_id: one.product for one in found if one.product is not None}.values())[:_MOST]
