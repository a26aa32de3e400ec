"""Who may see and change which cases: own, the team's, or all, as far as the permission reaches.

What nobody has taken yet is everybody's of its team; without a team it is everybody's who may see those of a team.
Whoever a case is kept from never sees it, whatever their role.
"""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import BooleanField, Func, Q, QuerySet, Value

from idic.domain.identify.rules import reach as customer_reach
from idic.domain.identify.rules import shows, visible_customers
from idic.domain.interact.cases.models import Case
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require, scope_of


def reach(user: User, permission: str, *, is_deleted: bool | None = False) -> Q:
    scope = require(user, permission)
    open_to = _open_to(user, is_deleted=is_deleted)
    return open_to if scope == Scope.ALL else open_to & reduce(or_, _ways(user, scope))


def visible_cases(user: User, permission: str = "case.see") -> QuerySet[Case]:
    """A case never shows a customer that the user may not see."""
    return _with_customers(user, Case.objects.filter(reach(user, permission)))


def visible_by_way(user: User, permission: str = "case.see") -> list[QuerySet[Case]]:
    """The visible cases, each of them in one set: an index finds those of a set, and none finds those of all sets."""
    scope = require(user, permission)
    if scope == Scope.ALL:
        return [visible_cases(user, permission)]
    found, before = [], Q()
    for way in _ways(user, scope):
        among = _open_to(user) & way
        found.append(_with_customers(user, Case.objects.filter(among & ~before if before else among)))
        before |= way
    return found


def reaches(user: User, permission: str, case: Case) -> bool:
    """As `visible_cases`, of a case that this user sees; its owner is looked at, so read it with the case."""
    scope = scope_of(user, permission)
    if scope == Scope.NONE or case.deleted_at is not None:
        return False
    if scope == Scope.ALL or user.pk in (case.owner_id, case.created_by_id):
        return True
    if scope != Scope.TEAM:
        return False
    if case.owner is None and case.team_id is None:
        return True
    return user.team_id is not None and user.team_id in (case.team_id, case.owner and case.owner.team_id)


def seen_or_deleted(user: User) -> QuerySet[Case]:
    """What they see, and what they would see had it not been deleted; nothing for whoever sees no cases."""
    if scope_of(user, "case.see") == Scope.NONE:
        return Case.objects.none()
    return _with_customers(user, Case.objects.filter(reach(user, "case.see", is_deleted=None)))


def seen_sql(user: User, alias: str) -> str:
    """`visible_cases` as a condition on one row that a statement of ours calls by this name. Values stand in it: they are
    numbers of people and teams."""
    rows = Case.objects.filter(reach(user, "case.see"))
    if customer_reach(user, "customer.see"):
        rows = rows.filter(Q(customer__isnull=True) | Q(customer__in=visible_customers(user)))
    sql, values = rows.query.get_compiler(connection=connection).compile(rows.query.where)
    written: str = connection.ops.compose_sql(sql, values)  # type: ignore[attr-defined]  # PostgreSQL's own
    return f"({written})".replace('"cases_case".', f"{alias}.")


def sees_all(user: User) -> bool:
    """But for the few that are kept from somebody."""
    return scope_of(user, "case.see") == Scope.ALL and not customer_reach(user, "customer.see")


def _open_to(user: User, *, is_deleted: bool | None = False) -> Q:
    """`is_deleted` None: whether or not it was."""
    # The user's number stands alone, not in a list, so that a statement composed once serves everybody; and said so the
    # database takes for granted that almost nothing is hidden.
    kept_from = Func(
        Value(user.pk), "hidden_from", template="(%(expressions)s))", arg_joiner=" = ANY(", output_field=BooleanField()
    )
    return ~Q(kept_from) if is_deleted is None else Q(deleted_at__isnull=not is_deleted) & ~Q(kept_from)


def _ways(user: User, scope: Scope) -> list[Q]:
    """Any of them is enough for a scope that is not all."""
    own = [Q(owner_id=user.pk), Q(created_by_id=user.pk)]
    if scope != Scope.TEAM:
        return own
    free = Q(owner__isnull=True, team__isnull=True)
    if user.team_id is None:
        return [*own, free]
    members = User.objects.filter(team_id=user.team_id).order_by().values("pk")
    return [Q(team_id=user.team_id), Q(owner__in=members), *own, free]


def _with_customers(user: User, cases: QuerySet[Case]) -> QuerySet[Case]:
    if not customer_reach(user, "customer.see"):
        return cases
    return cases.filter(Q(customer__isnull=True) | shows(user, "customer__"))
