from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from django.db.models import QuerySet

from idic.domain.identify.models import ContactPoint, Customer, SourceRecord
from idic.domain.identify.rules import is_restricted, not_erased, reach_of, visible_customers
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.storage.remembered import RememberedQuery


def access_customer(user: User, pk: int, *, permission: str = "customer.see") -> Customer:
    """An id that was merged away answers with the customer that it became."""
    scope = require(user, permission)
    by = () if scope == Scope.ALL else (user.pk, user.team_id) if scope == Scope.TEAM and user.team_id else (user.pk,)
    read = _customer_within(scope, len(by))
    seen: set[int] = set()
    while pk not in seen:
        seen.add(pk)
        found = read.first(pk, *by)
        if found is None:
            raise NotVisible
        if found.merged_into_id is None:
            return found
        pk = found.merged_into_id
    raise NotVisible


@cache
def _customer_within(scope: Scope, known: int) -> RememberedQuery[Customer]:
    def build(pk: int, user_id: int = 0, team_id: int | None = None) -> QuerySet[Customer]:
        rows = Customer.objects.select_related("owner", "team").annotate(is_restricted=is_restricted())
        return rows.filter(reach_of(scope, user_id, team_id), not_erased(), pk=pk)

    return RememberedQuery(build, *(910_001, 910_002, 910_003)[: 1 + known])


def access_customers(user: User, permission: str = "customer.see") -> QuerySet[Customer]:
    return visible_customers(user, permission)


def contact_points_of(customer: Customer) -> list[ContactPoint]:
    """Each value once, the best known record first."""
    ordered = sorted(_points(customer.pk), key=lambda point: (-point.record.source.rank, -point.record_id, point.pk))
    seen: dict[tuple[str, str], ContactPoint] = {}
    for point in ordered:
        seen.setdefault((point.kind, point.value), point)
    return list(seen.values())


_points = RememberedQuery(
    lambda pk: (
        ContactPoint.objects.filter(customer_id=pk)
        .select_related("record__source")
        .defer(*(f"record__{name}" for name in ("search_text", "search_keys", "payload", "facts")))
    ),
    910_001,
)


def records_of(customer: Customer) -> list[SourceRecord]:
    return list(SourceRecord.objects.filter(customer=customer).select_related("source").order_by("-received_at", "-id"))


def visible_customers_named(user: User, ids: Sequence[int]) -> list[Customer]:
    """Those of the given customers that this user may see, by name."""
    return list(visible_customers(user).filter(pk__in=ids).only("pk", "name").order_by("sort_name", "pk"))
