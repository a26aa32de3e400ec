"""What the complaints of a time say: counted by the moment of receipt, what was told twice once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate, TruncMonth
from django.utils import timezone

from idic.domain.interact.cases.rules import visible_cases
from idic.domain.interact.complaints.enums import ENDED, ActionState
from idic.domain.interact.complaints.models import Complaint, CorrectiveAction
from idic.domain.interact.complaints.queries.marks import COUNTED, MARKS
from idic.domain.interact.complaints.rules import visible_actions, visible_complaints
from idic.foundation.accounts.models import User
from idic.methods.proportion import Proportion, wilson


@dataclass(frozen=True, slots=True)
class Counted(Proportion):
    hits: int
    of: int


@dataclass(frozen=True)
class NoneLeftOut:
    """Of all cases in which somebody complains: recorded as complaints; of these handled to an end, checked by somebody
    else, passed on to those who design, make and sell. None where there is nothing to count."""

    recorded: Counted | None
    handled: Counted | None
    rechecked: Counted | None
    fed_back: Counted | None


@dataclass(frozen=True)
class Indicators:
    received: int
    ended: int
    confirmed: Counted | None
    reopened: Counted | None
    appealed: Counted | None
    content_handling: Counted | None
    content_outcome: Counted | None
    # as far as it was written down
    remedy_cost: float
    handling_cost: float
    actions_overdue: int
    actions_effective: Counted | None
    # of the promises that were due
    acknowledged: Counted | None
    resolved: Counted | None
    first_contact: Counted | None


#: Shares of two marks of which each says the contrary of the other; of neither is what cannot be said yet.
_SHARES = ("acknowledged", "resolved", "first_contact")
_PAIRED = {
    "acknowledged": "acknowledged-in-time", "not_acknowledged": "acknowledged-late", "resolved": "resolved-in-time",
    "not_resolved": "resolved-late", "first_contact": "first-contact", "not_first_contact": "first-contact-missed",
}  # fmt: skip


#: Of a corrective action: somebody has judged it, or the same complaint came again before anybody did.
_PROVED = Q(checked_on__isnull=False) | Q(reopened__gt=0)


def received_in(user: User, since: datetime, until: datetime) -> QuerySet[Complaint]:
    found = visible_complaints(user).filter(COUNTED)
    return found.filter(received_at__gte=since, received_at__lt=until)


def none_left_out(user: User, since: datetime, until: datetime) -> NoneLeftOut:
    cases = visible_cases(user).filter(purpose="complain", received_at__gte=since, received_at__lt=until)
    counted = cases.exclude(outcome="spam").aggregate(
        all=Count("pk", filter=Q(merged_into__isnull=True)),
        recorded=Count("pk", filter=Q(merged_into__isnull=True, complaint__isnull=False)),
    )
    found = received_in(user, since, until).aggregate(
        all=Count("pk"), handled=Count("pk", filter=Q(state__in=ENDED)),
        rechecked=Count("pk", filter=Q(rechecked_at__isnull=False)), fed_back=Count("pk", filter=~Q(fed_back="")),
    )  # fmt: skip
    return NoneLeftOut(
        share_of(counted["recorded"], counted["all"]), share_of(found["handled"], found["all"]),
        share_of(found["rechecked"], found["all"]), share_of(found["fed_back"], found["all"]),
    )  # fmt: skip


def indicators(user: User, since: datetime, until: datetime, *, today: datetime) -> Indicators:
    found = received_in(user, since, until).aggregate(
        received=Count("pk"), ended=Count("pk", filter=Q(state__in=ENDED)),
        confirmed=Count("pk", filter=MARKS["confirmed"]),
        closed=Count("pk", filter=Q(state__in=("closed", "unresolved"))),
        opened_again=Count("pk", filter=MARKS["reopened"]), appealed=Count("pk", filter=MARKS["appealed"]),
        handling=Count("pk", filter=Q(satisfied_handling__isnull=False)),
        handling_top=Count("pk", filter=MARKS["content-handling"]),
        outcome=Count("pk", filter=Q(satisfied_outcome__isnull=False)),
        outcome_top=Count("pk", filter=MARKS["content-outcome"]), cost=Sum("remedy_cost"), work=Sum("handling_cost"),
        **{name: Count("pk", filter=MARKS[code]) for name, code in _PAIRED.items()},
    )  # fmt: skip
    day = today.date()
    actions = visible_actions(user).aggregate(
        overdue=Count("pk", filter=is_overdue(day), distinct=True),
        effective=Count("pk", filter=Q(state=ActionState.EFFECTIVE), distinct=True),
        judged=Count("pk", filter=_PROVED, distinct=True),
    )  # fmt: skip
    return Indicators(
        received=found["received"], ended=found["ended"], confirmed=share_of(found["confirmed"], found["closed"]),
        reopened=share_of(found["opened_again"], found["received"]), appealed=share_of(found["appealed"], found["received"]),
        content_handling=share_of(found["handling_top"], found["handling"]),
        content_outcome=share_of(found["outcome_top"], found["outcome"]), remedy_cost=float(found["cost"] or 0),
        handling_cost=float(found["work"] or 0),
        actions_overdue=actions["overdue"], actions_effective=share_of(actions["effective"], actions["judged"]),
        **{name: share_of(found[name], found[name] + found[f"not_{name}"]) for name in _SHARES},
    )  # fmt: skip


def is_overdue(day: date) -> Q:
    """Of a corrective action: not carried out by its day, or not checked on its day."""
    waits = Q(state__in=(ActionState.OPEN, ActionState.DOING, ActionState.INEFFECTIVE), due_on__lt=day)
    return waits | Q(state=ActionState.CHECKING, check_on__lt=day)


@dataclass(frozen=True, slots=True)
class Way:
    """Topic and product by key and name, channel: None and "" where nobody has chosen one."""

    topic: int | None
    topic_name: str
    product: int | None
    product_name: str
    mode: str
    n: int


@dataclass(frozen=True)
class Cube:
    """`months` by their first day."""

    ways: Sequence[Way]
    months: Mapping[date, int]

    @property
    def topics(self) -> list[tuple[str, int]]:
        """The most frequent first. "" is where nobody has chosen one."""
        found: Counter[tuple[int | None, str]] = Counter()
        for one in self.ways:
            found[one.topic, one.topic_name] += one.n
        return sorted(((name, n) for (_pk, name), n in found.items()), key=lambda one: (-one[1], one[0]))

    @property
    def modes(self) -> Mapping[str, int]:
        found: Counter[str] = Counter()
        for one in self.ways:
            found[one.mode] += one.n
        return found


def cube(user: User, since: datetime, until: datetime) -> Cube:
    """One statement."""
    rows = (
        received_in(user, since, until)
        .order_by()
        .annotate(month=TruncMonth("received_at"))
        .values_list("case__topic_id", "case__topic__name", "case__product_id", "case__product__name", "case__mode", "month")
        .annotate(n=Count("pk"))
    )  # fmt: skip
    ways: Counter[tuple[int | None, str, int | None, str, str]] = Counter()
    months: Counter[date] = Counter()
    for topic, topic_name, product, product_name, mode, month, n in rows:
        ways[topic, topic_name or "", product, product_name or "", mode] += n
        months[timezone.localtime(month).date()] += n
    return Cube([Way(*key, n) for key, n in ways.items()], months)


def by_way(ways: Sequence[Way]) -> list[tuple[int | None, str, str, int]]:
    """Topic and its name, channel, how many, whatever the product."""
    found: Counter[tuple[int | None, str, str]] = Counter()
    for one in ways:
        found[one.topic, one.topic_name, one.mode] += one.n
    return [(*way, n) for way, n in found.items()]


def open_by_age(user: User, *, today: date) -> Mapping[tuple[str, int], int]:
    """State and age in days, how many: of all that have not ended now, each once."""
    found = visible_complaints(user).filter(COUNTED).exclude(state__in=ENDED).order_by()
    rows = found.annotate(day=TruncDate("received_at")).values_list("state", "day").annotate(n=Count("pk"))
    return {(state, (today - day).days): n for state, day, n in rows}


def unrecorded(user: User, since: datetime, until: datetime) -> int:
    """Cases in which somebody complains, and nobody has made a complaint of it."""
    cases = visible_cases(user).filter(purpose="complain", complaint__isnull=True, merged_into__isnull=True)
    return cases.filter(received_at__gte=since, received_at__lt=until).exclude(outcome="spam").count()


def like_it(action: CorrectiveAction) -> QuerySet[Complaint]:
    """Every complaint in the scope of an action."""
    found = Complaint.objects.filter(COUNTED, case__topic=action.topic_id)
    return found.filter(case__product=action.product_id) if action.product_id is not None else found


def share_of(part: int, whole: int) -> Counted | None:
    if not whole:
        return None
    found = wilson(part, whole)
    return Counted(found.share, found.low, found.high, part, whole)
