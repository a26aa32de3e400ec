"""Cases whose customer is on record, and those of people who are not known yet."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.queries.attainment import Period
from idic.domain.interact.cases.queries.chosen import counted
from idic.domain.interact.cases.rules import visible_cases
from idic.foundation.accounts.models import User


def cases_by_knowledge(user: User, period: Period) -> tuple[QuerySet[Case], QuerySet[Case]]:
    found = counted(visible_cases(user)).filter(received_at__gte=period.since, received_at__lt=period.until)
    return found.filter(customer__isnull=False), found.filter(customer__isnull=True)


def known_customers(user: User, period: Period) -> tuple[int, int]:
    """How many, and of how many. One statement."""
    cases = counted(visible_cases(user)).filter(received_at__gte=period.since, received_at__lt=period.until)
    found = cases.order_by().aggregate(n=Count("pk"), known=Count("pk", filter=Q(customer__isnull=False)))
    return found["known"], found["n"]
