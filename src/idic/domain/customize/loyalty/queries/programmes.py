from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, QuerySet

from idic.domain.customize.loyalty.models import Entry, Member, Programme, Rule
from idic.domain.customize.loyalty.queries.acts import acts
from idic.domain.customize.loyalty.rules import visible_programmes
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User


def access_programmes(user: User, *, archived: bool = False) -> QuerySet[Programme]:
    return visible_programmes(user).filter(is_archived=archived)


def access_programme(user: User, pk: int) -> Programme:
    found = visible_programmes(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def has_programmes() -> bool:
    """Whether there is anything to tell customers of."""
    return Programme.objects.filter(is_archived=False).exists()


def newest_rule(programme: Programme) -> Rule:
    return Rule.objects.filter(programme=programme).order_by("-number")[0]


def rule_at(programme: Programme, at: datetime) -> Rule:
    return Rule.objects.filter(programme=programme, holds_from__lte=at).order_by("-number")[0]


def newest_rules(programmes: Sequence[Programme]) -> dict[int, Rule]:
    found = Rule.objects.filter(programme__in=programmes).order_by("programme_id", "-number").distinct("programme_id")
    return {one.programme_id: one for one in found}


def rules_of(programme: Programme) -> list[Rule]:
    """The newest first."""
    return list(Rule.objects.filter(programme=programme).select_related("created_by").order_by("-number")[:50])


def member_counts(programmes: Sequence[Programme]) -> dict[int, int]:
    """Customers who are in it now: whoever has two memberships after a merge is one."""
    rows = Member.objects.filter(programme__in=programmes, left_at__isnull=True).order_by().values_list("programme_id")
    return dict(rows.annotate(Count("customer_id", distinct=True)))


def acts_of(programme: Programme) -> QuerySet[Entry]:
    rows = Entry.objects.filter(programme=programme).select_related("member__customer", "user")
    rows = rows.defer(*(f"member__customer__{name}" for name in ("search_text", "search_keys", "facts", "provenance")))
    return acts(rows)
