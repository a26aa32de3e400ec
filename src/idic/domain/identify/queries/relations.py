"""What customers are to one another, for one reader. A customer out of the reader's reach is counted and not named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import BooleanField, Case, Count, F, Q, Value, When, Window
from django.db.models.functions import RowNumber

from idic.domain.identify.enums import CustomerKind, RelationSide
from idic.domain.identify.models import Customer, Relation
from idic.domain.identify.queries.search import search_customers
from idic.domain.identify.rules import reach, visible_customers
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User

#: So many of each side are named on a page; an organisation may employ thousands.
SHOWN = 50


@dataclass(frozen=True)
class Related:
    """`other` is None where the reader may not see that customer."""

    relation: Relation
    side: RelationSide
    other: Customer | None
    is_current: bool


@dataclass(frozen=True)
class SideOfRelations:
    """`total` counts those beyond the page too."""

    side: RelationSide
    current: list[Related] = field(default_factory=list)
    past: list[Related] = field(default_factory=list)
    total: int = 0

    @property
    def hidden(self) -> int:
        return self.total - len(self.current) - len(self.past)


def in_force(day: date, prefix: str = "") -> Q:
    starts, ends = f"{prefix}starts_on", f"{prefix}ends_on"
    return (Q(**{f"{starts}__isnull": True}) | Q(**{f"{starts}__lte": day})) & (
        Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gt": day})
    )


def named_customers(user: User, ids: Iterable[int]) -> dict[int, Customer]:
    """Those of `ids` that the reader may see, with what a line about them shows."""
    return (
        visible_customers(user)
        .only("id", "name", "kind", "province", "phone", "email", "owner", "team", "merged_into")
        .in_bulk(set(ids))
    )


def relations_of(
    user: User, customer: Customer, *, today: date, limit: int = SHOWN
) -> dict[RelationSide, SideOfRelations]:
    """By side, current ones first and the latest first among them. `customer` has passed its access function."""
    found = (
        Relation.objects.filter(Q(source=customer) | Q(target=customer))
        .annotate(
            from_source=Case(
                When(source=customer, then=Value(True)), default=Value(False), output_field=BooleanField()
            ),
            is_current=Case(When(in_force(today), then=Value(True)), default=Value(False), output_field=BooleanField()),
        )
        .annotate(
            position=Window(
                RowNumber(),
                partition_by=[F("type"), F("from_source")],
                order_by=[
                    F("is_current").desc(),
                    F("is_main").desc(),
                    F("starts_on").desc(nulls_last=True),
                    F("id").desc(),
                ],
            ),
            total=Window(Count("id"), partition_by=[F("type"), F("from_source")]),
        )
        .filter(position__lte=limit)
        .order_by("position")
    )
    rows = list(found)
    others = named_customers(user, (one.target_id if one.from_source else one.source_id for one in rows))
    sides: dict[RelationSide, SideOfRelations] = {}
    for one in rows:
        side = RelationSide.of(one.type, is_source=one.from_source)
        related = Related(one, side, others.get(one.target_id if one.from_source else one.source_id), one.is_current)
        kept = sides.setdefault(side, SideOfRelations(side, [], [], one.total))
        (kept.current if one.is_current else kept.past).append(related)
    return sides


def access_relation(user: User, pk: int, *, permission: str = "customer.see") -> Relation:
    """Both customers must be within reach."""
    reached = reach(user, permission)
    within = Customer.objects.filter(reached, merged_into__isnull=True).values("pk")
    found = (
        Relation.objects.select_related("source", "target").filter(pk=pk, source__in=within, target__in=within).first()
    )
    if found is None:
        raise NotVisible
    return found


def candidates(
    user: User,
    text: str,
    *,
    kind: CustomerKind | None,
    but: Customer,
    permission: str = "customer.change",
    limit: int = 8,
) -> list[Customer]:
    """Whom a relation may be made with, best first: of the right kind, and within reach of `permission` too."""
    found = [
        one.customer
        for one in search_customers(user, text, limit=100)
        if one.customer.pk != but.pk and (kind is None or one.customer.kind == kind)
    ]
    reached = set(
        visible_customers(user, permission).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True)
    )
    return [one for one in found if one.pk in reached][:limit]
