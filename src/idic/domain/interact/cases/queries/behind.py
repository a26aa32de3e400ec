"""What stands behind a share: the promises that were kept and those that were not, each with its case."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from idic.domain.interact.cases.models import Case, CaseClock, ClockState
from idic.domain.interact.cases.queries import shares
from idic.domain.interact.cases.queries.attainment import Period, clocks_in
from idic.domain.interact.cases.rules import visible_cases
from idic.domain.interact.standards.models import Standard
from idic.foundation.accounts.models import User


@dataclass(frozen=True)
class Asked:
    """`standard` None: of every case, with or without a standard. `owner` None: whoever has the case."""

    measure: str
    standard: Standard | None = None
    owner: User | None = None


def clocks_behind(user: User, period: Period, asked: Asked, *, kept: bool) -> QuerySet[CaseClock]:
    """Of a measure with a clock. One case may stand for several promises: each further answer has its own."""
    found = clocks_in(user, period, measure=asked.measure, state=ClockState.MET if kept else ClockState.BREACHED)
    if asked.standard is not None:
        found = found.filter(standard_version__standard=asked.standard)
    return found if asked.owner is None else found.filter(case__owner=asked.owner)


def cases_behind(user: User, period: Period, asked: Asked) -> tuple[QuerySet[Case], QuerySet[Case]]:
    """Of a measure without one: those in which it came true, and the others that were counted."""
    if asked.standard is None:
        tally = shares.by_measure(user, period).get(asked.measure)
    else:
        tally = shares.by_standard(user, period, [asked.standard.pk]).get(asked.standard.pk)
    rows = tally.cases if tally is not None else []
    if asked.owner is not None:
        rows = [one for one in rows if one[1] == asked.owner.pk]
    true, others = ([case for case, _owner, hit in rows if hit is wanted] for wanted in (True, False))
    return visible_cases(user).filter(pk__in=true), visible_cases(user).filter(pk__in=others)
