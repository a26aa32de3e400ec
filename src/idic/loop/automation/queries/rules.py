from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.models import Event
from idic.loop.automation.enums import Outcome, WebhookState
from idic.loop.automation.judging import Judged, concerns, judged_many
from idic.loop.automation.models import Rule, RuleRun, WebhookDelivery
from idic.loop.automation.triggers import TRIGGERS

# A dry run looks at so many events and no more, so that it answers while somebody waits.
MOST_TRIED = 200


@dataclass(frozen=True)
class Trial:
    event: Event
    found: Judged


def access_rules(user: User) -> QuerySet[Rule]:
    require(user, "automation.see")
    return Rule.objects.filter(is_archived=False).select_related("owner")


def access_rule(user: User, pk: int) -> Rule:
    found = access_rules(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def all_rules(noun: str) -> QuerySet[Rule]:
    """Everybody's, for what asks who names a field."""
    return Rule.objects.filter(noun=noun)


def awaited_verbs() -> frozenset[str]:
    """What the rules wait for that are on."""
    return frozenset(Rule.objects.filter(is_on=True, is_archived=False).values_list("trigger", flat=True).distinct())


def runs_of(rule: Rule, *, outcome: str = "") -> QuerySet[RuleRun]:
    runs = RuleRun.objects.filter(rule=rule)
    return runs.filter(outcome=outcome) if outcome in Outcome.values else runs


def webhooks_of(rule: Rule, *, most: int = 20) -> list[WebhookDelivery]:
    return list(WebhookDelivery.objects.filter(rule=rule).order_by("-id")[:most])


def access_webhook(rule: Rule, pk: int) -> WebhookDelivery:
    found = WebhookDelivery.objects.filter(rule=rule, pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def webhooks_due_since(moment: datetime) -> int:
    """Bounded: whether it is a hundred or a thousand says the same."""
    return WebhookDelivery.objects.filter(state=WebhookState.WAITING, next_at__lt=moment)[:1000].count()


def webhooks_lately_failed() -> int:
    since = timezone.now() - timedelta(days=7)
    return WebhookDelivery.objects.filter(state=WebhookState.FAILED, created_at__gte=since)[:1000].count()


def runs_in_week(rules: list[Rule]) -> dict[int, dict[str, int]]:
    """rule -> outcome -> how often within the last seven days; one query for the whole list."""
    since = timezone.now() - timedelta(days=7)
    rows = (
        RuleRun.objects.filter(rule__in=rules, at__gte=since)
        .values("rule_id")
        .annotate(**{outcome: Count("id", filter=Q(outcome=outcome)) for outcome in Outcome.values})
        .values_list("rule_id", *Outcome.values)
    )
    return {rule: dict(zip(Outcome.values, counts, strict=True)) for rule, *counts in rows}


def try_rule(rule: Rule, *, days: int, by: User) -> list[Trial]:
    """What the rule would have done about the events of the last days, newest first, held against the records as they
    are today. Nothing is written."""
    require(by, "automation.see")
    since = timezone.now() - timedelta(days=days)
    verb = TRIGGERS[rule.trigger].verb
    found = Event.objects.filter(verb=verb, at__gte=since).order_by("-id")[:MOST_TRIED]
    events = [event for event in found if concerns(rule, event)]
    tried = judged_many(rule, events, by=by)
    return [Trial(event, one) for event, one in zip(events, tried, strict=True)]
