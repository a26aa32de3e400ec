"""Promises that no clock measures: solved at the first contact, opened again, confirmed by the customer, answered out of
hours. Counted from the cases received in a period, each by the standard that names it most closely now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

import numpy as np
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from idic.domain.interact.cases.clocks.hours import hours_of
from idic.domain.interact.cases.contacts import further_contacts
from idic.domain.interact.cases.enums import ENDED_STATES, Verdict
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.queries.attainment import Period
from idic.domain.interact.cases.rules import visible_cases
from idic.domain.interact.standards.enums import CLOCKS, Measure
from idic.domain.interact.standards.queries.targets import Contact, Target, all_targets, best
from idic.foundation.accounts.models import User
from idic.methods.attainment import Attainment
from idic.methods.business_clock import BudgetNotReached
from idic.methods.call_centre import WINDOW_DAYS, solved_at_first
from idic.methods.proportion import wilson

#: More cases than these are counted on their last so many.
MOST = 50_000
UNTIMED = tuple(one for one in Measure if one not in CLOCKS)


@dataclass
class Tally:
    """`hits`: the cases in which what the measure names came true."""

    hits: int = 0
    of: int = 0
    by_owner: dict[int, tuple[int, int]] = field(default_factory=dict)
    # case, whose it is, whether it came true
    cases: list[tuple[int, int | None, bool]] = field(default_factory=list)

    def add(self, case: int, owner: int | None, hit: bool) -> None:
        self.hits, self.of = self.hits + hit, self.of + 1
        self.cases.append((case, owner, hit))
        if owner is not None:
            hits, of = self.by_owner.get(owner, (0, 0))
            self.by_owner[owner] = (hits + hit, of + 1)

    def attainment(self) -> Attainment:
        share = wilson(self.hits, self.of) if self.of else None
        return Attainment(self.hits, self.of - self.hits, 0, share, None, False, None, False, "")


@dataclass(frozen=True)
class _Row:
    case: int
    contact: Contact
    owner: int | None
    customer: int | None
    topic: int | None
    received_at: datetime
    first_response_at: datetime | None
    has_ended: bool
    is_reopened: bool
    verdict: str


#: For so long nobody comes again about what was solved.
_WINDOW = timedelta(days=WINDOW_DAYS)


def by_standard(user: User, period: Period, standards: Collection[int]) -> dict[int, Tally]:
    """Of these, as far as they are measured without a clock; nothing is read where none is. One statement."""
    targets = [one for one in all_targets() if one.measure in UNTIMED]
    if not any(one.standard_id in standards for one in targets):
        return {}
    return {pk: one for pk, one in _tallies(visible_cases(user), period, targets).items() if pk in standards}


def for_everybody(period: Period) -> dict[int, Tally]:
    """Of all cases, whoever may see them: figures for the charter alone."""
    targets = [one for one in all_targets() if one.measure in UNTIMED]
    return _tallies(Case.objects.filter(deleted_at__isnull=True), period, targets) if targets else {}


def by_measure(user: User, period: Period) -> dict[str, Tally]:
    """Of all cases that the user may see, with or without a standard; hours by the default calendar."""
    rows = _rows(visible_cases(user), period)
    found = {measure: Tally() for measure in UNTIMED}
    for measure, tally in found.items():
        everything = (tally, None)
        _count(rows, period, measure, lambda _row, given=everything: given)  # type: ignore[misc]
    return {str(measure): one for measure, one in found.items()}


def _tallies(cases: QuerySet[Case], period: Period, targets: Sequence[Target]) -> dict[int, Tally]:
    rows, now = _rows(cases, period), timezone.now()
    found: dict[int, Tally] = {}

    @cache
    def target(contact: Contact, measure: str) -> Target | None:
        return best(targets, contact, measure, at=now)

    for measure in {one.measure for one in targets}:

        def whose(row: _Row, measure: str = measure) -> tuple[Tally, int | None] | None:
            one = target(row.contact, measure)
            return (found.setdefault(one.standard_id, Tally()), one.calendar_id) if one is not None else None

        _count(rows, period, measure, whose)
    return found


def _count(
    rows: Sequence[_Row], period: Period, measure: str, whose: Callable[[_Row], tuple[Tally, int | None] | None]
) -> None:
    firsts = _firsts(rows, period) if measure == Measure.FIRST_CONTACT else None
    now = timezone.now()
    for place, row in enumerate(rows):
        given = whose(row)
        if given is None:
            continue
        tally, calendar = given
        if firsts is not None:
            hit = None if firsts[place] < 0 else bool(firsts[place]) and not row.is_reopened
        elif measure == Measure.REOPENED:
            hit = row.is_reopened if row.has_ended or row.is_reopened else None
        elif measure == Measure.CONFIRMED:
            hit = None if row.verdict == Verdict.NOT_ASKED else row.verdict == Verdict.CONFIRMED
        else:
            hit = _answered_outside(row, calendar, now)
        if hit is not None:
            tally.add(row.case, row.owner, hit)


def _firsts(rows: Sequence[_Row], period: Period) -> Sequence[int]:
    """What has not ended can come again in the same case: nothing is said of it yet. Two statements for who came again."""
    if not rows:
        return []
    told = [(row.customer, row.topic, row.received_at) for row in rows] + _came_again(
        {row.case for row in rows}, period
    )
    customers, topics, moments = zip(*told, strict=True)
    known = solved_at_first(
        np.array(customers, dtype=object), np.array(topics, dtype=object),
        np.array([int(one.timestamp()) for one in moments], dtype="datetime64[s]"),
        as_of=np.datetime64(int(timezone.now().timestamp()), "s"),
    )  # fmt: skip
    return [-1 if not row.has_ended else int(one) for row, one in zip(rows, known[: len(rows)], strict=True)]


def _came_again(counted: Collection[int], period: Period) -> list[tuple[int | None, int | None, datetime]]:
    """Contacts around the period that are not counted themselves: what came before it and after it, what was merged (whoever
    told it twice came twice), calls about a case. Whoever may see them: a figure does not show them."""
    since, until = period.since - _WINDOW, period.until + _WINDOW
    # each side has an index of its own, so that a long period is not looked through for the few
    around = (
        Q(received_at__gte=since, received_at__lt=period.since)
        | Q(received_at__gte=period.until, received_at__lt=until)
        | Q(merged_into__isnull=False, received_at__gte=since, received_at__lt=until)
    )
    rows = (
        Case.objects.filter(around, deleted_at__isnull=True, customer__isnull=False)
        .exclude(outcome="spam")
        .order_by("-received_at", "-pk")
        .values_list("pk", "customer_id", Coalesce("topic_id", "merged_into__topic_id"), "received_at")[:MOST]
    )
    found = [(customer, topic, at) for pk, customer, topic, at in rows if topic is not None and pk not in counted]
    return [*found, *further_contacts(since, until)]


def _answered_outside(row: _Row, calendar: int | None, now: datetime) -> bool | None:
    """Of what came while nobody has to be there: answered by a person before the next hours begin."""
    clock = hours_of(calendar).clock
    if clock.is_open(row.received_at):
        return None
    try:
        opens = clock.next_open(row.received_at)
    except BudgetNotReached:
        return None
    if row.first_response_at is not None and row.first_response_at <= opens:
        return True
    return False if opens <= now else None


def _rows(cases: QuerySet[Case], period: Period) -> list[_Row]:
    found = (
        cases.filter(received_at__gte=period.since, received_at__lt=period.until, merged_into__isnull=True)
        .exclude(outcome="spam")
        .order_by("-received_at", "-pk")
        .values_list(
            "pk", "mode", "purpose", "customer__score__tier", "priority", "owner_id", "customer_id", "topic_id", "received_at",
            "first_response_at", "state", "reopened", "verdict",
        )[:MOST]
    )  # fmt: skip
    return [
        _Row(pk, Contact(mode, purpose, tier or "", priority), owner, customer, topic, received, answered,
             state in ENDED_STATES, reopened > 0, verdict)
        for (
            pk, mode, purpose, tier, priority, owner, customer, topic, received, answered, state, reopened, verdict
        ) in found
    ]  # fmt: skip
