"""Which causes are the most frequent, and of these which nobody is putting right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max

from idic.domain.interact.cases.queries.days import start_of
from idic.domain.interact.complaints.enums import ActionState
from idic.domain.interact.complaints.models import CorrectiveAction
from idic.domain.interact.complaints.queries.marks import COUNTED
from idic.domain.interact.complaints.rules import visible_complaints
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.methods.recurrence import WITHIN_DAYS

#: The first so many of the Pareto, and what is told often enough to be called frequent.
FIRST, OFTEN = 3, 2


@dataclass(frozen=True)
class Frequent:
    """`latest`: the complaint that came last."""

    topic: str
    count: int
    latest: int


def frequent_without_action(user: User, *, today: date) -> list[Frequent]:
    """Of the three most frequent topics of 90 days those without an action that is at work. Two statements."""
    require(user, "complaint.manage")
    since = start_of(today - timedelta(days=WITHIN_DAYS))
    told = visible_complaints(user).filter(COUNTED, received_at__gte=since, case__topic__isnull=False)
    rows = list(
        told.order_by()
        .values_list("case__topic", "case__topic__name")
        .annotate(n=Count("pk"), latest=Max("pk"))
        .order_by("-n", "case__topic")[:FIRST]
    )
    at_work = CorrectiveAction.objects.filter(topic__in=[row[0] for row in rows]).exclude(state=ActionState.EFFECTIVE)
    known = set(at_work.values_list("topic", flat=True))
    return [Frequent(name, n, latest) for topic, name, n, latest in rows if n >= OFTEN and topic not in known]
