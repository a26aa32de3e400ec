"""Where the window of features and the window of labels lie: the newest complete one is held out, earlier ones train."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from idic.domain.differentiate.risk.question import Question

MOST_TRAINING_PERIODS = 3
#: A feature window that begins before the records do tells less; so many days of it must lie behind a snapshot day.
FEWEST_DAYS_BEHIND = 60


@dataclass(frozen=True)
class Periods:
    """Snapshot days, oldest first; the last is held out. Empty where not even one label window is complete."""

    days: tuple[date, ...]
    last_known: date

    @property
    def held_out(self) -> date | None:
        return self.days[-1] if self.days else None


def periods(question: Question, *, first_known: date, last_known: date) -> Periods:
    """Label windows do not overlap: each snapshot day lies one horizon before the next."""
    newest = last_known + timedelta(days=1 - question.gap_days - question.horizon_days)
    days: list[date] = []
    for step in range(MOST_TRAINING_PERIODS + 1):
        day = newest - timedelta(days=step * question.horizon_days)
        if (day - first_known).days < FEWEST_DAYS_BEHIND:
            break
        days.append(day)
    return Periods(tuple(reversed(days)), last_known)


def label_window(question: Question, t0: date) -> tuple[date, date]:
    """First day, and the first day after."""
    start = t0 + timedelta(days=question.gap_days)
    return start, start + timedelta(days=question.horizon_days)
