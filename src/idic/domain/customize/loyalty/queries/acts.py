"""The ledger as people think of it: what was redeemed at once from several lots, or lapsed in one night, is one line."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Sum

from idic.domain.customize.loyalty.enums import EntryKind
from idic.domain.customize.loyalty.models import Entry


def acts(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """The first line of each act, with the `sum` of all of them. What was set against a debt changes no balance, and what
    lapsed and came back in full did not happen: neither is told."""
    same = Entry.objects.filter(**{name: OuterRef(name) for name in ("member", "at", "kind", "source")})
    summed = same.order_by().values("member").annotate(total=Sum("points")).values("total")
    first = rows.exclude(kind=EntryKind.TRANSFER).filter(~Exists(same.filter(pk__lt=OuterRef("pk"))))
    return first.annotate(sum=Subquery(summed)).exclude(sum=0)
