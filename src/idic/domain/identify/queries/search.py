"""Find customers by any part of a name in any script, a phone, an e-mail or a number."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from idic.domain.identify.models import Customer
from idic.domain.identify.rules import visible_customers
from idic.foundation.accounts.models import User
from idic.methods.search_keys import Query, QueryKind, Rank, matches, tokens_for_query

# Enough candidates to rank well, few enough to rank at once.
_CANDIDATES = 200
# in the order of the model's fields, as `from_db` reads them
_SHOWN = ("id", "kind", "name", "phone", "email", "province", "record_count")
_REGIONS = {"Asia/Bangkok": "TH", "Asia/Shanghai": "CN", "Asia/Taipei": "TW"}


@dataclass(frozen=True)
class Found:
    customer: Customer
    rank: Rank


def search_customers(user: User, text: str, *, limit: int = 20) -> list[Found]:
    """Best first. A very short text finds the best among the first candidates, not among all."""
    query = search_query(text)
    if query.kind is QueryKind.EMPTY:
        return []
    rows = (
        visible_customers(user)
        .filter(search_keys__contains=list(query.tokens))
        .values_list("search_text", "sort_name", *_SHOWN)[:_CANDIDATES]
    )
    # Only the few that are shown become customers: making two hundred would cost more than finding them.
    ranked = [(-matches(query, text), len(name), name, pk, shown) for text, name, pk, *shown in rows]
    ranked = sorted((one for one in ranked if one[0] != -Rank.NONE), key=lambda one: one[:4])
    return [
        Found(Customer.from_db(rows.db, _SHOWN, [pk, *shown]), Rank(-rank)) for rank, _, _, pk, shown in ranked[:limit]
    ]


def narrowed(customers: QuerySet[Customer], text: str) -> QuerySet[Customer]:
    """The list's own search: the tokens alone, so that it can still be paged by its keyset."""
    query = search_query(text)
    if query.kind is QueryKind.EMPTY:
        return customers
    return customers.filter(search_keys__contains=list(query.tokens))


def search_query(text: str) -> Query:
    return tokens_for_query(text[:100], region=_REGIONS.get(settings.TIME_ZONE))
