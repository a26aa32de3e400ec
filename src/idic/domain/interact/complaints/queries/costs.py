"""What complaints cost: the work, the remedies, and the margin at risk with the customers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.queries.figures import received_in
from idic.domain.interact.complaints.queries.margins import AtRisk, margins_at_risk
from idic.domain.interact.complaints.queries.own import complainers
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may

#: More than these are summed up of their latest.
MOST = 10_000


@dataclass(frozen=True)
class Part:
    """`of` the complaints in all, of how many it is known."""

    amount: float
    known: int
    of: int

    @property
    def missing(self) -> int:
        return self.of - self.known


@dataclass(frozen=True)
class TopicCost:
    """Of a topic; None where nobody has chosen one. What is not known counts for nothing."""

    topic: int | None
    name: str
    complaints: int
    handling: float
    remedy: float
    margin: float

    @property
    def sum(self) -> float:
        return self.handling + self.remedy + self.margin


@dataclass(frozen=True)
class PeriodCost:
    """`margin` None where the reader may not see what customers are worth. `unknown`: why the margin at risk is not known,
    and of how many."""

    handling: Part
    remedy: Part
    margin: Part | None
    unknown: Mapping[str, int]
    topics: Sequence[TopicCost]
    is_cut: bool

    @property
    def sum(self) -> float:
        return self.handling.amount + self.remedy.amount + (self.margin.amount if self.margin else 0.0)


def cost_of(user: User, since: datetime, until: datetime) -> PeriodCost:
    """What was told twice counts once."""
    found = (
        received_in(user, since, until).select_related("case", "case__topic", "told_in").order_by("-received_at", "-pk")
    )
    rows = list(
        found.only("received_at", "remedy_cost", "handling_cost", "case__customer", "case__contact_address",
                   "case__topic__name", "told_in__customer", "told_in__contact_address")[: MOST + 1]
    )  # fmt: skip
    is_cut, rows = len(rows) > MOST, rows[:MOST]
    risks = _risks(rows) if may(user, "value.see") else None
    return PeriodCost(
        _part([one.handling_cost for one in rows]), _part([one.remedy_cost for one in rows]),
        None if risks is None else _part([one.amount for one in risks]),
        Counter(one.reason for one in risks or () if one.reason), _by_topic(rows, risks), is_cut,
    )  # fmt: skip


def risk_of(complaint: Complaint) -> AtRisk:
    return _risks([complaint])[0]


def _risks(rows: Sequence[Complaint]) -> list[AtRisk]:
    who = complainers(rows)
    return margins_at_risk([(who[one.pk], _day(one)) for one in rows])


def _day(complaint: Complaint) -> date:
    return timezone.localtime(complaint.received_at).date()


def _part(amounts: Iterable[object]) -> Part:
    found = list(amounts)
    known = [float(str(one)) for one in found if one is not None]
    return Part(sum(known), len(known), len(found))


def _by_topic(rows: Sequence[Complaint], risks: Sequence[AtRisk] | None) -> list[TopicCost]:
    """The dearest first."""
    sums: dict[int | None, list[float]] = {}
    names: dict[int | None, str] = {}
    for place, one in enumerate(rows):
        topic = one.case.topic
        key = topic.pk if topic is not None else None
        names[key] = topic.name if topic is not None else ""
        found = sums.setdefault(key, [0, 0.0, 0.0, 0.0])
        margin = risks[place].amount if risks is not None else None
        for part, amount in enumerate((1, one.handling_cost, one.remedy_cost, margin)):
            found[part] += float(amount or 0)
    costs = [TopicCost(key, names[key], int(n), *parts) for key, (n, *parts) in sums.items()]
    return sorted(costs, key=lambda one: (-one.sum, one.name))
