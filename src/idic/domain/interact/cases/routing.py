"""To whom a new case goes: the first rule that fits says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from idic.domain.catalogue.models import Category
from idic.domain.differentiate.queries.scores import tier_of
from idic.domain.interact.cases.enums import OPEN_STATES, Giving, Level, Outcome
from idic.domain.interact.cases.models import AssignmentRule, Case, CaseTopic
from idic.domain.interact.cases.queries.skills import Able, able
from idic.domain.work.queries.people import deputies_of
from idic.foundation.accounts.models import Team, User
from idic.foundation.accounts.rules import may

_DEEPEST = 10


@dataclass(frozen=True)
class Way:
    rule: AssignmentRule
    team: Team
    owner: User | None = None


def rules_in_use() -> list[AssignmentRule]:
    return list(AssignmentRule.objects.filter(is_on=True).select_related("team", "category"))


def way_of(case: Case, rules: Iterable[AssignmentRule] | None = None) -> Way | None:
    """None where no rule fits: then it is everybody's. `rules` are those in use, where they were read already."""
    rules = list(rules_in_use() if rules is None else rules)
    if not rules:
        return None
    topics = with_those_above(case.topic)
    tier = tier_of(case.customer_id) if any(rule.tier for rule in rules) else ""
    for rule in rules:
        if _fits(rule, case, topics, tier):
            owner = (
                least_loaded(rule.team, language=_language(case), topics=topics)
                if rule.giving == Giving.LEAST_LOADED
                else None
            )
            return Way(rule, rule.team, owner)
    return None


def least_loaded(team: Team, *, language: str = "", topics: frozenset[int] = frozenset()) -> User | None:
    """Of the members who are there today, may work on cases, know the language and the topic and have room for one
    more, the one with the fewest open ones. Who can only help out comes when nobody else is there. None: the team's."""
    members = User.with_rights.filter(team=team, is_active=True)
    away = deputies_of(members.values_list("pk", flat=True), on=timezone.localdate())
    there = [one for one in members.order_by("pk") if one.pk not in away and may(one, "case.change")]
    if not there:
        return None
    counted = (
        Case.objects.filter(owner__in=there, state__in=OPEN_STATES, deleted_at__isnull=True)
        .values("owner_id")
        .annotate(cases=Count("pk"))
        .values_list("owner_id", "cases")
    )
    load, skills, anybody = dict(counted), able(one.pk for one in there), Able()
    fit = []
    for one in there:
        can = skills.get(one.pk, anybody)
        level, n = can.level(language, topics), load.get(one.pk, 0)
        if level and can.has_room(n):
            fit.append((level < Level.USUAL, n, -level, one.pk, one))
    return min(fit)[-1] if fit else None


def _fits(rule: AssignmentRule, case: Case, topics: frozenset[int], tier: str) -> bool:
    return (
        rule.mode in ("", case.mode)
        and rule.purpose in ("", case.purpose)
        and (rule.topic_id is None or rule.topic_id in topics)
        and (rule.category is None or _is_in(case, rule.category))
        and rule.language in ("", _language(case))
        and rule.tier in ("", tier)
    )


def _is_in(case: Case, category: Category) -> bool:
    own = case.product.category if case.product is not None else None
    return own is not None and (own.pk == category.pk or own.path.startswith(f"{category.path} / "))


def _language(case: Case) -> str:
    return case.language or (case.customer.language if case.customer else "")


def with_those_above(topic: CaseTopic | None) -> frozenset[int]:
    found: set[int] = set()
    while topic is not None and topic.pk not in found and len(found) < _DEEPEST:
        found.add(topic.pk)
        topic = topic.parent
    return frozenset(found)


def was_unwanted(address: str) -> bool:
    """Whether mail from this address was put down as unwanted, and nothing from it was wanted since."""
    return bool(address) and address in unwanted_among([address])


def unwanted_among(addresses: Iterable[str]) -> frozenset[str]:
    ended = Case.objects.filter(
        contact_address__in=set(addresses), resolved_at__isnull=False, deleted_at__isnull=True
    ).exclude(outcome="")
    last = ended.order_by("contact_address", "-resolved_at").distinct("contact_address")
    return frozenset(address for address, how in last.values_list("contact_address", "outcome") if how == Outcome.SPAM)
