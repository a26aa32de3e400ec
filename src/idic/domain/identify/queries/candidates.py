"""Customers worth ranking for a typed text, a bounded number of them.

Their SQL is composed once for each reach; what is read is plain values, for ranking takes many rows and shows few.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Case, CharField, Exists, ExpressionWrapper, Func, QuerySet, Value, When

from idic.domain.identify.models import Customer
from idic.domain.identify.rules import reach_of
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.models import User
from idic.foundation.storage.remembered import prepared_cursor
from idic.methods.normalise.names import name_key

#: In the order of the model's fields, as `from_db` reads them. The text to rank by and the name to sort by come before.
SHOWN = ("id", "kind", "name", "phone", "email", "province", "record_count")

# Enough candidates to rank well, few enough to rank at once.
_CANDIDATES = 200
# So many names that begin with a text are ranked without a look at those that hold it elsewhere: more than could be
# ranked, or half of that where there are so many customers that others surely make up the other half.
_COMMON, _COMMON_AMONG_MANY, _MANY = _CANDIDATES, _CANDIDATES // 2, 100_000
_BEGUN = 40
_LAST_LETTER = "\U0010ffff"
# Stand in a composed statement where the values of a call go.
_USER, _TEAM = -907_153_846_101, -907_153_846_102
_FROM, _TO, _TOKEN = "\x01from", "\x01to", "\x01token"

Row = tuple[Any, ...]
Statement = tuple[str, tuple[Any, ...]]


def begun_by(text: str, user: User, scope: Scope, *, at_least: int) -> tuple[list[Row], bool]:
    """Those whose name begins with a text, where they are enough to be shown, otherwise nobody; and whether that is a
    common beginning.

    The index of names gives them at once, in its order; the tokens of such a text may be in a hundred thousand customers.
    Blanks do not count, and neither does a title, as in `Customer.sort_name`.
    """
    key = name_key(text).replace(" ", "")
    if not key:
        return [], False
    sql, params = _begun_by(scope, user.team_id is not None, at_least)
    values: dict[Any, Any] = {_FROM: key, _TO: key + _LAST_LETTER, _USER: user.pk, _TEAM: user.team_id}
    with prepared_cursor() as cursor:
        cursor.execute(sql, [values.get(one, one) for one in params])
        rows = cursor.fetchall()
    return [row[:-1] for row in rows], bool(rows) and rows[0][-1]


def holding(tokens: Sequence[str], user: User, scope: Scope) -> list[Row]:
    """Those who have all the tokens. Planned with the tokens in sight: how frequent they are decides the way to go."""
    sql, params = _holding(scope, user.team_id is not None, len(tokens))
    values: dict[Any, Any] = {f"{_TOKEN}{place}": one for place, one in enumerate(tokens)}
    values |= {_USER: user.pk, _TEAM: user.team_id}
    with connection.cursor() as cursor:
        cursor.execute(sql, [values.get(one, one) for one in params])
        return list(cursor.fetchall())


@lru_cache(maxsize=256)
def _begun_by(scope: Scope, has_team: bool, at_least: int) -> Statement:
    begun = Customer.objects.filter(sort_name__gte=_unseen(_FROM), sort_name__lt=_unseen(_TO))
    among_many = Exists(Customer.objects.filter(pk__gt=_MANY))
    is_common = Exists(begun[_COMMON - 1 :]) | (Exists(begun[_COMMON_AMONG_MANY - 1 :]) & among_many)
    enough = _within_reach(begun.filter(Exists(begun[at_least - 1 :])), scope, has_team)
    rows = enough.annotate(is_common=ExpressionWrapper(is_common, BooleanField())).order_by("sort_name", "id")
    return _composed(rows, max(_BEGUN, at_least), "is_common")


@lru_cache(maxsize=256)
def _holding(scope: Scope, has_team: bool, tokens: int) -> Statement:
    rows = Customer.objects.filter(search_keys__contains=[f"{_TOKEN}{place}" for place in range(tokens)])
    rows = rows.filter(merged_into__isnull=True)
    if reach := reach_of(scope, _USER, _TEAM if has_team else None):
        # Behind a CASE no index of owners and teams is read: that of hundreds of thousands of customers whom nobody
        # keeps takes a hundred times as long as to look at those who hold the tokens.
        rows = rows.filter(Case(When(reach, then=Value(True)), default=Value(False), output_field=BooleanField()))
    return _composed(rows, _CANDIDATES)


def _unseen(mark: str) -> Func:
    """A value that the planner cannot look at: it would plan anew for each text, which takes longer than the reading."""
    return Func(Value(mark), template="(SELECT %(expressions)s)", output_field=CharField())


def _within_reach(rows: QuerySet[Customer], scope: Scope, has_team: bool) -> QuerySet[Customer]:
    """As `visible_customers`, for any user of this reach."""
    return rows.filter(reach_of(scope, _USER, _TEAM if has_team else None), merged_into__isnull=True)


def _composed(rows: QuerySet[Customer], count: int, *more: str) -> Statement:
    sql, params = rows.values_list("search_text", "sort_name", *SHOWN, *more)[:count].query.sql_with_params()
    return sql, tuple(params)
