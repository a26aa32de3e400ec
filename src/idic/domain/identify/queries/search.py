"""Find customers by any part of a name in any script, a phone, an e-mail or a number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from idic.domain.identify.models import Customer
from idic.domain.identify.queries.candidates import SHOWN, begun_by, holding
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.methods.search_keys import Query, QueryKind, Rank, matches, tokens_for_query

_LONGEST = 100
_REGIONS = {"Asia/Bangkok": "TH", "Asia/Shanghai": "CN", "Asia/Taipei": "TW"}


@dataclass(frozen=True)
class Found:
    customer: Customer
    rank: Rank


def search_customers(user: User, text: str, *, limit: int = 20) -> list[Found]:
    """Best first. A text that very many customers hold finds the best among its first candidates, not among all."""
    query = search_query(text)
    if query.kind is QueryKind.EMPTY:
        return []
    scope = require(user, "customer.see")
    if query.kind is QueryKind.TEXT:
        begun, is_common = begun_by(text[:_LONGEST], user, scope, at_least=limit)
        found = _best(query, begun, limit)
        # An equal nickname stands before a longer name, and nothing stands before an equal name.
        if len(found) >= limit and (is_common or found[-1].rank is Rank.EXACT):
            return found
    return _best(query, holding(query.tokens, user, scope), limit)


def _best(query: Query, rows: Iterable[tuple[Any, ...]], limit: int) -> list[Found]:
    ranked = [(-matches(query, text), len(name), name, pk, shown) for text, name, pk, *shown in rows]
    ranked = sorted((one for one in ranked if one[0] != -Rank.NONE), key=lambda one: one[:4])
    # Only the few that are shown become customers: making two hundred would cost more than finding them.
    return [
        Found(Customer.from_db(connection.alias, SHOWN, [pk, *shown]), Rank(-rank))
        for rank, _, _, pk, shown in ranked[:limit]
    ]


def narrowed(customers: QuerySet[Customer], text: str) -> QuerySet[Customer]:
    """The list's own search: the tokens alone, so that it can still be paged by its keyset."""
    query = search_query(text)
    if query.kind is QueryKind.EMPTY:
        return customers
    return customers.filter(search_keys__contains=list(query.tokens))


def search_query(text: str) -> Query:
    return tokens_for_query(text[:_LONGEST], region=_REGIONS.get(settings.TIME_ZONE))
