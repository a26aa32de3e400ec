from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from django.db.models import QuerySet

from idic.domain.identify.models import ContactPoint, Customer, SourceRecord
from idic.domain.identify.privacy.errors import DataLocked
from idic.domain.identify.rules import USES, is_restricted, not_erased, reach_of, visible_customers
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.desk.errors import RecordLocked
from idic.foundation.storage.remembered import RememberedQuery

#: What higher rooms know of a customer may be read with them, by a function that adds it to the rows.
Joined = Callable[[QuerySet[Customer]], QuerySet[Customer]]

# What the search and the sign-in read, and no page.
_NOT_SHOWN = (
    "search_text", "search_keys", "sort_name", "team__created_at",
    *(f"owner__{one.attname}" for one in User._meta.concrete_fields if one.name not in ("id", "display_name")),
)  # fmt: skip


def access_customer(user: User, pk: int, *, permission: str = "customer.see") -> Customer:
    """An id that was merged away answers with the customer that it became. A use that a restriction forbids is refused
    with its reason."""
    found = _within_reach(user, pk, permission, _customer_within)
    if permission in USES and getattr(found, "is_restricted", False):
        raise RecordLocked(str(DataLocked()))
    return found


def customer_to_show(user: User, pk: int, joined: Joined | None = None) -> Customer:
    """As `access_customer`, with the columns that its page shows."""
    return _within_reach(user, pk, "customer.see", _shown_within, joined)


def _within_reach(
    user: User, pk: int, permission: str, reading: Callable[..., RememberedQuery[Customer]], *more: Joined | None
) -> Customer:
    scope = require(user, permission)
    by = () if scope == Scope.ALL else (user.pk, user.team_id) if scope == Scope.TEAM and user.team_id else (user.pk,)
    read = reading(scope, len(by), *more)
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
    return _read(scope, known, lambda rows: rows)


@cache
def _shown_within(scope: Scope, known: int, joined: Joined | None) -> RememberedQuery[Customer]:
    return _read(scope, known, lambda rows: (joined(rows) if joined else rows).defer(*_NOT_SHOWN))


def _read(scope: Scope, known: int, columns: Joined) -> RememberedQuery[Customer]:
    def build(pk: int, user_id: int = 0, team_id: int | None = None) -> QuerySet[Customer]:
        rows = Customer.objects.select_related("owner", "team").annotate(is_restricted=is_restricted())
        return columns(rows.filter(reach_of(scope, user_id, team_id), not_erased(), pk=pk))

    return RememberedQuery(build, *(910_001, 910_002, 910_003)[: 1 + known])


def access_customers(user: User, permission: str = "customer.see") -> QuerySet[Customer]:
    return visible_customers(user, permission)


def contact_points_of(customer: Customer, records: Sequence[SourceRecord] = ()) -> list[ContactPoint]:
    """Each value once, the best known record first. `records` are those that were read already, with their sources."""
    points = _points(customer.pk)
    known = {record.pk: record for record in records}
    missing = {point.record_id for point in points}.difference(known)
    if missing:
        known |= {record.pk: record for record in SourceRecord.objects.select_related("source").filter(pk__in=missing)}
    for point in points:
        point.record = known[point.record_id]
    seen: dict[tuple[str, str], ContactPoint] = {}
    for point in sorted(points, key=lambda point: (-point.record.source.rank, -point.record_id, point.pk)):
        seen.setdefault((point.kind, point.value), point)
    return list(seen.values())


_points = RememberedQuery(lambda pk: ContactPoint.objects.filter(customer_id=pk), 910_001)


def records_of(customer: Customer) -> list[SourceRecord]:
    return list(SourceRecord.objects.filter(customer=customer).select_related("source").order_by("-received_at", "-id"))


def visible_customers_named(user: User, ids: Sequence[int]) -> list[Customer]:
    """Those of the given customers that this user may see, by name."""
    return list(visible_customers(user).filter(pk__in=ids).only("pk", "name").order_by("sort_name", "pk"))


def customers_numbered(*ids: int) -> QuerySet[Customer]:
    """Whoever stands in a record that the reader may see, within their own reach or not."""
    return Customer.objects.filter(pk__in=ids)
