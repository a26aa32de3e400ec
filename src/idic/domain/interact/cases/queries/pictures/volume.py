from __future__ import annotations

from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncHour

from idic.domain.interact.cases.queries.chosen import Chosen, chosen_cases, counted
from idic.domain.interact.cases.queries.days import start_of
from idic.foundation.accounts.models import User


def by_way(user: User, chosen: Chosen, *, since: date) -> dict[tuple[str, str], int]:
    """(mode, purpose) -> cases received."""
    rows = counted(chosen_cases(user, chosen)).filter(received_at__gte=start_of(since)).values_list("mode", "purpose")
    return {(mode, purpose): n for mode, purpose, n in rows.annotate(n=Count("pk"))}


def by_hour(user: User, chosen: Chosen, *, since: date) -> dict[tuple[int, int], int]:
    """(weekday from 1 for Monday, hour) -> cases received. The database counts by the hour, which costs it half of what
    the weekday and the hour of each case would."""
    cases = counted(chosen_cases(user, chosen)).filter(received_at__gte=start_of(since))
    rows = cases.annotate(begin=TruncHour("received_at")).values_list("begin").annotate(n=Count("pk"))
    found: dict[tuple[int, int], int] = {}
    for begin, n in rows:
        slot = (begin.isoweekday(), begin.hour)
        found[slot] = found.get(slot, 0) + n
    return found
