"""When a series comes about: the part of RFC 5545's RRULE that people ask for, on the wall clock of the time zone.

A rule is kept as its own text, `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=10`, without the start. UNTIL is the last day,
inclusive. A series without an end is worked out as far as LONGEST allows, and again from where it then stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal, NoReturn
from zoneinfo import ZoneInfo

from dateutil import rrule
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from idic.domain.work.errors import RecurrenceRefused

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Frequency = Literal["daily", "weekly", "monthly", "yearly"]

FREQUENCIES: dict[Frequency, int] = {
    "daily": rrule.DAILY, "weekly": rrule.WEEKLY, "monthly": rrule.MONTHLY, "yearly": rrule.YEARLY,
}  # fmt: skip
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_OCCURRENCES = 1000
LARGEST_INTERVAL = 99
LONGEST = timedelta(days=20 * 366)


@dataclass(frozen=True)
class Rule:
    """`weekdays` are 0 for Monday to 6; they belong to a weekly rule only."""

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[int, ...] = field(default=())
    count: int | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.interval <= LARGEST_INTERVAL:
            _refuse(_("Choose a number from 1 to 99."), "interval")
        if self.count is not None and not 1 <= self.count <= MOST_OCCURRENCES:
            _refuse(_("Choose a number from 1 to 1000."), "count")
        if self.count is not None and self.until is not None:
            _refuse(_("A series ends after a number of times or on a day, not by both."), "until")
        if self.until is not None and not 1900 < self.until.year < 2150:
            _refuse(_("The last day lies far away. Check its year."), "until")
        if self.weekdays and self.frequency != "weekly":
            _refuse(_("Days of the week belong to a weekly series."), "weekdays")
        if len(set(self.weekdays)) != len(self.weekdays) or not set(self.weekdays) <= set(range(7)):
            _refuse(_("These are not days of the week."), "weekdays")

    def __str__(self) -> str:
        parts = [f"FREQ={self.frequency.upper()}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.weekdays:
            parts.append("BYDAY=" + ",".join(WEEKDAYS[one] for one in sorted(self.weekdays)))
        if self.count is not None:
            parts.append(f"COUNT={self.count}")
        if self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        return ";".join(parts)


def read_rule(text: str) -> Rule:
    values: dict[str, str] = {}
    for part in text.strip().removeprefix("RRULE:").split(";"):
        name, _sign, value = part.partition("=")
        if name.upper() in values or not value:
            _refuse(_("This rule of repetition cannot be read."))
        values[name.upper()] = value.upper()
    frequency = next((name for name in FREQUENCIES if name.upper() == values.get("FREQ")), None)
    if frequency is None or not set(values) <= {"FREQ", "INTERVAL", "BYDAY", "COUNT", "UNTIL", "WKST"}:
        _refuse(_("This rule of repetition cannot be read."))
    try:
        return Rule(
            frequency,
            interval=int(values.get("INTERVAL", "1")),
            weekdays=tuple(WEEKDAYS.index(one) for one in values["BYDAY"].split(",")) if "BYDAY" in values else (),
            count=int(values["COUNT"]) if "COUNT" in values else None,
            until=datetime.strptime(values["UNTIL"][:8], "%Y%m%d").date() if "UNTIL" in values else None,
        )
    except ValueError:
        raise RecurrenceRefused("rule", _("This rule of repetition cannot be read.")) from None


def zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def occurrences(rule: Rule, start: datetime, *, since: datetime, before: datetime) -> Iterator[datetime]:
    """In order, from `since` on and before `before`; the hour of the wall clock stays when the clocks change."""
    here = zone()
    local = start.astimezone(here).replace(tzinfo=None)
    last = min(before, start + LONGEST).astimezone(here).replace(tzinfo=None)
    first = since.astimezone(here).replace(tzinfo=None)
    for number, moment in enumerate(_set(rule, local)):
        if moment > last or (rule.count is None and number > MOST_OCCURRENCES * 10):
            return
        if moment >= first - timedelta(hours=3):
            found = moment.replace(tzinfo=here)
            if since <= found < before:
                yield found


def next_after(rule: Rule, start: datetime, *, skipping: frozenset[datetime] = frozenset()) -> datetime | None:
    """The first occurrence after `start` itself that is not left out."""
    for found in occurrences(rule, start, since=start + timedelta(seconds=1), before=start + LONGEST):
        if found not in skipping:
            return found
    return None


def ends_before(rule: Rule, start: datetime, moment: datetime) -> Rule | None:
    """The same rule, ended before `moment`; None where nothing would be left."""
    kept = list(occurrences(rule, start, since=start, before=moment))
    if not kept:
        return None
    return replace(rule, count=None, until=kept[-1].astimezone(zone()).date())


def rest_from(rule: Rule, start: datetime, moment: datetime) -> Rule:
    """What is left of the rule for a series that begins at `moment`."""
    if rule.count is None:
        return rule
    gone = sum(1 for _one in occurrences(rule, start, since=start, before=moment))
    return replace(rule, count=max(1, rule.count - gone))


def first_of(rule: Rule, start: datetime) -> datetime | None:
    """The start itself or the first day after it on which the rule falls: Wednesday for a Monday series is the Monday."""
    return next(occurrences(rule, start, since=start, before=start + LONGEST), None)


def _set(rule: Rule, local: datetime) -> rrule.rrule:
    until = datetime.combine(rule.until, time.max) if rule.until else None
    return rrule.rrule(
        FREQUENCIES[rule.frequency], dtstart=local, interval=rule.interval, count=rule.count, until=until,
        byweekday=[*sorted(rule.weekdays)] or None,
    )  # fmt: skip


def _refuse(sentence: _StrPromise, name: str = "rule") -> NoReturn:
    raise RecurrenceRefused(name, sentence)
