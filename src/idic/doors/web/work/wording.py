"""Tasks in words: when, how urgent, how they repeat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from babel.dates import get_day_names
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from idic.domain.work.enums import Priority, TaskState
from idic.domain.work.models import Task
from idic.domain.work.queries.calendar import Entry, is_overdue
from idic.domain.work.recurrence import Frequency, read_rule
from idic.domain.work.times import Times, day_of, times_of
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.accounts.models import User
from idic.foundation.languages import formats

KIND_ICONS: dict[str, str] = {"task": "checkbox", "call": "phone", "visit": "map-pin", "meeting": "users-group"}
STATE_TONES: dict[str, Tone] = {
    TaskState.OPEN: "info", TaskState.IN_PROGRESS: "interact", TaskState.WAITING: "warning", TaskState.DONE: "success",
    TaskState.CANCELLED: "neutral",
}  # fmt: skip
PRIORITY_TONES: dict[str, Tone] = {
    Priority.LOW: "neutral", Priority.NORMAL: "neutral", Priority.HIGH: "warning", Priority.URGENT: "danger",
}  # fmt: skip
REMINDER_CHOICES = (0, 10, 30, 60, 24 * 60, 2 * 24 * 60, 7 * 24 * 60)


@dataclass(frozen=True)
class Row:
    """A task as lists and panels show it."""

    entry: Entry
    icon: str
    when: str
    is_overdue: bool
    url: str
    complete_url: str
    may_change: bool
    at: str

    @property
    def task(self) -> Task:
        return self.entry.task

    @property
    def span(self) -> str:
        return span(self.entry.times)

    @property
    def clock(self) -> str:
        """The hour at which it begins or is due, where it has one."""
        times = self.entry.times
        at = None if times.is_all_day else times.starts_at or times.due_at
        return formats.clock(at) if at else ""

    @property
    def tone(self) -> Tone:
        return STATE_TONES[self.task.state]

    @property
    def priority_tone(self) -> Tone | None:
        tone = PRIORITY_TONES[self.task.priority]
        return tone if tone != "neutral" else None


def row_of(entry: Entry, *, may_change: bool, now: datetime | None = None) -> Row:
    task, at = entry.task, iso(entry.occurrence_at)
    return Row(
        entry, KIND_ICONS[task.kind], when(entry.times), is_overdue(entry, now=now or timezone.now()),
        with_at(reverse("tasks:detail", args=[task.pk]), at), with_at(reverse("tasks:complete", args=[task.pk]), at),
        may_change and task.is_open, at,
    )  # fmt: skip


def rows_of(tasks: Sequence[Task], *, may_change: bool) -> list[Row]:
    return [row_of(Entry(task, times_of(task)), may_change=may_change) for task in tasks]


def iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def with_at(url: str, at: str) -> str:
    return f"{url}?{urlencode({'at': at})}" if at else url


def when(times: Times) -> str:
    if times.starts_at is None:
        if times.due_at is not None:
            return formats.moment(times.due_at)
        return formats.day(times.due_on) if times.due_on else _("No day set")
    if times.is_all_day:
        assert times.ends_at is not None
        last = day_of(times.ends_at - timedelta(microseconds=1))
        return (
            _days(formats.day(times.starts_at), formats.day(last))
            if last > day_of(times.starts_at)
            else formats.day(times.starts_at)
        )
    return f"{formats.day(times.starts_at)} {span(times)}"


def span(times: Times) -> str:
    """From when to when, of the day."""
    if times.starts_at is None:
        return formats.clock(times.due_at) if times.due_at else ""
    if times.is_all_day or times.ends_at is None:
        return _("All day")
    if day_of(times.starts_at) != day_of(times.ends_at):
        return _days(formats.clock(times.starts_at), formats.moment(times.ends_at))
    return _days(formats.clock(times.starts_at), formats.clock(times.ends_at))


def _days(first: str, last: str) -> str:
    return _("%(first)s – %(last)s") % {"first": first, "last": last}


def repeats(text: str) -> str:
    rule = read_rule(text)
    every: dict[Frequency, str] = {
        "daily": ngettext("Every day", "Every %(count)s days", rule.interval),
        "weekly": ngettext("Every week", "Every %(count)s weeks", rule.interval),
        "monthly": ngettext("Every month", "Every %(count)s months", rule.interval),
        "yearly": ngettext("Every year", "Every %(count)s years", rule.interval),
    }
    parts = [every[rule.frequency] % {"count": formats.number(rule.interval)}]
    if rule.weekdays:
        names = get_day_names("abbreviated", locale=formats.current_locale())
        parts.append(", ".join(names[one] for one in sorted(rule.weekdays)))
    if rule.count is not None:
        times = ngettext("%(count)s time", "%(count)s times", rule.count)
        parts.append(times % {"count": formats.number(rule.count)})
    if rule.until is not None:
        parts.append(_("until %(day)s") % {"day": formats.day(rule.until)})
    return " · ".join(parts)


def before(minutes: int) -> str:
    if minutes == 0:
        return _("At the time")
    if minutes % (24 * 60) == 0:
        days = minutes // (24 * 60)
        return ngettext("%(count)s day before", "%(count)s days before", days) % {"count": days}
    if minutes % 60 == 0:
        hours = minutes // 60
        return ngettext("%(count)s hour before", "%(count)s hours before", hours) % {"count": hours}
    return ngettext("%(count)s minute before", "%(count)s minutes before", minutes) % {"count": minutes}


def person(user: User | None) -> str:
    return user.display_name if user else _("A former user")
