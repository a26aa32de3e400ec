from __future__ import annotations

from django.db.models import QuerySet

from idic.domain.identify.models import ContactPoint, Customer, SourceRecord
from idic.domain.identify.rules import reach, visible_customers
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User


def access_customer(user: User, pk: int, *, permission: str = "customer.see") -> Customer:
    """An id that was merged away answers with the customer that it became."""
    seen: set[int] = set()
    while pk not in seen:
        seen.add(pk)
        found = Customer.objects.select_related("owner", "team").filter(reach(user, permission), pk=pk).first()
        if found is None:
            raise NotVisible
        if found.merged_into_id is None:
            return found
        pk = found.merged_into_id
    raise NotVisible


def access_customers(user: User, permission: str = "customer.see") -> QuerySet[Customer]:
    return visible_customers(user, permission)


def contact_points_of(customer: Customer) -> list[ContactPoint]:
    """Each value once, the best known record first."""
    points = ContactPoint.objects.filter(customer=customer).select_related("record__source")
    ordered = sorted(points, key=lambda point: (-point.record.source.rank, -point.record_id, point.pk))
    seen: dict[tuple[str, str], ContactPoint] = {}
    for point in ordered:
        seen.setdefault((point.kind, point.value), point)
    return list(seen.values())


def records_of(customer: Customer) -> list[SourceRecord]:
    return list(SourceRecord.objects.filter(customer=customer).select_related("source").order_by("-received_at", "-id"))
