from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, QuerySet
from django.db.models.functions import TruncDate

from idic.domain.interact.cases.enums import OPEN_STATES
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.queries.chosen import Chosen, chosen_cases, counted
from idic.domain.interact.cases.queries.days import start_of
from idic.foundation.accounts.models import User

#: A longer time is shown by weeks.
MOST_DAYS = 92


@dataclass(frozen=True)
class Span:
    """Days from `first` to `last`, both included; `backlog` is what was open at the end of the last."""

    first: date
    last: date
    opened: int
    resolved: int
    backlog: int


def flow(user: User, chosen: Chosen, *, since: date, today: date) -> list[Span]:
    """Three statements. A case that was opened again is resolved on the day of its last resolution. What was open at the
    beginning follows from what is open now, so that nobody has to look through all that ended long ago."""
    cases, begin = counted(chosen_cases(user, chosen)), start_of(since)
    opened = dict(_by_day(cases.filter(received_at__gte=begin), "received_at"))
    resolved = dict(_by_day(cases.filter(resolved_at__gte=begin), "resolved_at"))
    open_now = cases.filter(state__in=OPEN_STATES).count()
    backlog = open_now - sum(opened.values()) + sum(resolved.values())
    step, spans, first = 7 if (today - since).days >= MOST_DAYS else 1, [], since
    while first <= today:
        last = min(first + timedelta(days=step - 1), today)
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        came, went = sum(opened.get(day, 0) for day in days), sum(resolved.get(day, 0) for day in days)
        backlog += came - went
        spans.append(Span(first, last, came, went, backlog))
        first = last + timedelta(days=1)
    return spans


def _by_day(cases: QuerySet[Case], moment: str) -> list[tuple[date, int]]:
    return list(cases.annotate(day=TruncDate(F(moment))).values_list("day").annotate(n=Count("pk")))
