"""The first few of many customers, whose order says something, that a user may see."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from django.db.models import QuerySet

from idic.domain.identify.models import Customer
from idic.domain.identify.rules import not_erased, reach_of
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.storage.remembered import RememberedQuery

_AT_ONCE = 5


def first_visible(user: User, ids: Sequence[int], most: int) -> list[Customer]:
    """Without the columns that only searching needs."""
    if not ids:
        return []
    scope = require(user, "customer.see")
    by = () if scope == Scope.ALL else (user.pk, user.team_id) if scope == Scope.TEAM and user.team_id else (user.pk,)
    read = _visible_within(scope, len(by))
    found: list[Customer] = []
    for start in range(0, len(ids), _AT_ONCE):
        some = [*ids[start : start + _AT_ONCE]]
        # Always as many, so that the statement is one that the database knows.
        rows = {one.pk: one for one in read(*some, *[some[0]] * (_AT_ONCE - len(some)), *by)}
        found += [rows[one] for one in some if one in rows]
        if len(found) >= most:
            break
    return found[:most]


@cache
def _visible_within(scope: Scope, known: int) -> RememberedQuery[Customer]:
    def build(*told: int) -> QuerySet[Customer]:
        ids, (user_id, team_id, *_more) = told[:_AT_ONCE], [*told[_AT_ONCE:], 0, 0]
        reached = reach_of(scope, user_id, team_id or None)
        rows = Customer.objects.defer("search_text", "search_keys")
        return rows.filter(reached, not_erased(), merged_into__isnull=True, pk__in=ids)

    return RememberedQuery(build, *range(910_001, 910_001 + _AT_ONCE + known))
