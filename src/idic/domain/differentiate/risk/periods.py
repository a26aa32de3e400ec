"""Where the window of features and the window of labels lie: the newest complete one is held out, earlier ones train."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from idic.domain.differentiate.risk.question import Kind, Question

MOST_TRAINING_PERIODS = 3
#: So many days of history must lie behind a snapshot day, and so many are wanted before an earlier day is added.
FEWEST_DAYS_BEHIND, WANTED_DAYS_BEHIND = 60, 180


@dataclass(frozen=True)
class Periods:
    """Snapshot days, oldest first; the last is held out. Empty where not even one label window is complete.

    `feature_days` is the feature window, cut to the history behind the earliest day: a window that reached back before
    the records on one day and not on another would look like a change of the customers.
    """

    days: tuple[date, ...]
    last_known: date
    feature_days: int

    @property
    def held_out(self) -> date | None:
        return self.days[-1] if self.days else None


def periods(question: Question, *, first_known: date, last_known: date) -> Periods:
    """Label windows do not overlap: each snapshot day lies one horizon before the next."""
    newest = newest_day(question, last_known)
    wanted = min(question.feature_days, WANTED_DAYS_BEHIND)
    days: list[date] = []
    for step in range(MOST_TRAINING_PERIODS + 1):
        day = newest - timedelta(days=step * question.horizon_days)
        # the first two make a day to learn on and a day to judge on; more are taken where the history is long enough
        if (day - first_known).days < (FEWEST_DAYS_BEHIND if len(days) < 2 else wanted):
            break
        days.append(day)
    behind = (days[-1] - first_known).days if days else question.feature_days
    return Periods(tuple(reversed(days)), last_known, min(question.feature_days, behind))


def newest_day(question: Question, last_known: date) -> date:
    """The latest snapshot day whose outcome is known: of contracts once the days of grace are over too."""
    grace = question.grace_days if question.kind == Kind.CONTRACT else 0
    return last_known + timedelta(days=1 - question.gap_days - question.horizon_days - grace)


def label_window(question: Question, t0: date) -> tuple[date, date]:
    """First day, and the first day after."""
    start = t0 + timedelta(days=question.gap_days)
    return start, start + timedelta(days=question.horizon_days)
