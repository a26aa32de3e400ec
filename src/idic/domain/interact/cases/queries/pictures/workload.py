from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from idic.domain.interact.cases.enums import OPEN_STATES
from idic.domain.interact.cases.queries.chosen import Chosen, chosen_cases, counted
from idic.domain.interact.cases.queries.days import start_of
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.names import names_of_users

#: Those with most open cases.
MOST_PEOPLE = 40
#: Days of which the resolved ones are counted, today among them.
DAYS = 7


@dataclass(frozen=True)
class Load:
    """`today`: due today and not overdue yet. `owner` None: nobody has them."""

    owner: int | None
    name: str
    open: int
    overdue: int
    today: int
    resolved: int


def workload(user: User, chosen: Chosen, *, now: datetime, today: date) -> list[Load]:
    """Two statements, and the names. Who resolved something and has nothing open stands there too."""
    tomorrow, since = start_of(today + timedelta(days=1)), start_of(today - timedelta(days=DAYS - 1))
    rows = (
        chosen_cases(user, chosen)
        .filter(state__in=OPEN_STATES)
        .values_list("owner_id")
        .annotate(
            open=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=now)),
            today=Count("pk", filter=Q(due_at__gte=now, due_at__lt=tomorrow)),
        )
    )  # fmt: skip
    open_now = {owner: counts for owner, *counts in rows}
    done = counted(chosen_cases(user, chosen)).filter(resolved_at__gte=since).values_list("owner_id")
    resolved = dict(done.annotate(n=Count("pk")))
    people = sorted(
        open_now.keys() | resolved.keys(), key=lambda one: (-open_now.get(one, [0])[0], -resolved.get(one, 0), one or 0)
    )[:MOST_PEOPLE]
    names = names_of_users(one for one in people if one is not None)
    found = []
    for one in people:
        open_, overdue, due = open_now.get(one, [0, 0, 0])
        name = names.get(one, "") if one is not None else ""
        found.append(Load(one, name, open_, overdue, due, resolved.get(one, 0)))
    return found
