"""Whether customers come back after their complaint, by what they said of its end: held against customers like them who did
not complain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import F, Max
from django.db.models.functions import Mod
from django.utils import timezone

from idic.domain.differentiate.models import CustomerScore, Refresh
from idic.domain.identify.rules import visible_customers
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.queries.days import start_of
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.queries.figures import Counted, received_in, share_of
from idic.domain.interact.complaints.queries.marks import VERDICTS, verdict_of
from idic.domain.interact.complaints.queries.own import complainers
from idic.domain.sales.queries.sale_days import sale_days
from idic.foundation.accounts.models import User

if TYPE_CHECKING:
    from idic.methods.recovery import Recovery

WITHIN_DAYS = 90
#: More complaints than these are looked at in their latest; so many others are drawn to find some like them.
MOST = 5_000
OTHERS = 4_000


@dataclass(frozen=True)
class ByVerdict:
    """`complaints` whose 90 days are over, each once; `repurchase` of their customers, each by their first of the time."""

    verdict: str
    complaints: int
    content_handling: Counted | None
    content_outcome: Counted | None
    repurchase: Recovery


@dataclass(frozen=True)
class Recovered:
    """`until`: complaints of this day and later are too young. `unknown`: complaints of nobody who is known as a customer.
    `others`: drawn as a pool, however many of them were like somebody."""

    until: date
    groups: Sequence[ByVerdict]
    unknown: int
    others: int
    is_cut: bool


def recovery(user: User, since: datetime, *, today: date) -> Recovered:
    import numpy as np

    from idic.methods.recovery import compared, matched

    # where nothing came in since, nobody can have bought again
    until = min(today, _known_until() or today) - timedelta(days=WITHIN_DAYS)
    rows, is_cut = _rows(user, since, start_of(until))
    who = complainers(rows)
    # the first of each customer, which comes last: one person is not told of twice
    firsts = {who[one.pk]: one for one in rows}
    nobody = sum(customer is None for customer in who.values())
    known = {customer: one for customer, one in firsts.items() if customer is not None}
    pool = _others(user) if known else []
    history = sale_days([*known, *pool], currency=settings.CONFIGURATION.currency)
    day = np.array([_day(one) for one in known.values()], dtype="datetime64[D]").astype(np.int64)
    matches = matched(history, history.places(list(known)), day, history.places(pool), within_days=WITHIN_DAYS)
    said = np.array([verdict_of(one) for one in known.values()], dtype=object)
    groups = [_group(code, [one for one in rows if verdict_of(one) == code], compared(matches, said == code))
              for code in VERDICTS]  # fmt: skip
    return Recovered(until, groups, nobody, len(pool), is_cut)


def _known_until() -> date | None:
    return Refresh.objects.order_by("-id").values_list("as_of", flat=True).first()


def _rows(user: User, since: datetime, until: datetime) -> tuple[list[Complaint], bool]:
    """The latest first."""
    found = received_in(user, since, until).select_related("case", "told_in").order_by("-received_at", "-pk")
    rows = list(found.only("state", "received_at", "satisfied_handling", "satisfied_outcome", "is_confirmed", "case__customer",
                           "case__contact_address", "case__verdict", "told_in__customer",
                           "told_in__contact_address")[: MOST + 1])  # fmt: skip
    return rows[:MOST], len(rows) > MOST


def _others(user: User) -> list[int]:
    """Customers who bought and never complained, in an order by lot that is the same tomorrow."""
    bought = CustomerScore.objects.filter(frequency__gt=0, customer__in=visible_customers(user).order_by())
    told = Case.objects.filter(purpose="complain", customer__isnull=False).values("customer")
    top = CustomerScore.objects.aggregate(top=Max("pk"))["top"] or 0
    # a prime: whatever the ids have in common, they are spread by it
    lot = Mod(F("pk") * 7919, 104_729)
    part = 104_729 if top <= 10 * OTHERS else max(1, 104_729 * 10 * OTHERS // top)
    drawn = bought.exclude(customer__in=told).annotate(lot=lot).filter(lot__lt=part).order_by("lot", "pk")
    return list(drawn.values_list("pk", flat=True)[:OTHERS])


def _group(code: str, rows: Sequence[Complaint], repurchase: Recovery) -> ByVerdict:
    return ByVerdict(
        code, len(rows), _content([one.satisfied_handling for one in rows]),
        _content([one.satisfied_outcome for one in rows]), repurchase,
    )  # fmt: skip


def _content(grades: Sequence[int | None]) -> Counted | None:
    known = [grade for grade in grades if grade is not None]
    return share_of(sum(grade >= 4 for grade in known), len(known))


def _day(complaint: Complaint) -> date:
    return timezone.localtime(complaint.received_at).date()
