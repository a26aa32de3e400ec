"""The figures of the wall as they are shown, each with the list behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.template.loader import render_to_string
from django.urls import get_script_prefix, get_urlconf
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.queries.chosen import Chosen
from idic.domain.interact.cases.queries.wall import Tally, Wall
from idic.domain.interact.contact import AccessMode
from idic.doors.web.board.choosing import Asked
from idic.doors.web.board.drill import COUNTED, OPEN, Condition, cases_url, is_on, leaf, of_team
from idic.doors.web.board.light import Light, light_of
from idic.doors.web.standards.wording import span
from idic.foundation.languages import formats
from idic.foundation.storage.memory import Memory


@dataclass(frozen=True)
class Figure:
    code: str
    label: str
    value: str
    url: str
    note: str = ""
    # alarm, caution or nothing
    tone: str = ""


@dataclass(frozen=True)
class Line:
    """A team or a channel."""

    name: str
    light: Light
    figures: list[Figure]
    row: str = ""


#: Under all that they show: from one look at the wall to the next hardly any of them changes.
_lines: Memory[Line] = Memory(512)


@dataclass(frozen=True)
class Waiting:
    case: Case
    left: str
    is_soon: bool


@dataclass(frozen=True)
class ShownWall:
    light: Light
    figures: list[Figure]
    teams: list[Line]
    modes: list[Line]
    next: list[Waiting]


def shown_wall(wall: Wall, asked: Asked, *, now: datetime) -> ShownWall:
    chosen, names = asked.chosen, asked.team_names
    modes = [(code, str(label)) for code, label in AccessMode.choices if code in wall.modes]
    return ShownWall(
        light_of(wall.all), _figures(wall, chosen, now),
        [_line(names[pk], tally, chosen, of_team(pk)) for pk, tally in _by_name(wall, names)],
        [_line(label, wall.modes[code], chosen, leaf("mode", code)) for code, label in modes],
        [Waiting(one, _left(one, now), (one.due_at - now).total_seconds() < 3600) for one in wall.next],
    )  # fmt: skip


def _by_name(wall: Wall, names: dict[int | None, str]) -> list[tuple[int | None, Tally]]:
    """Those that have something, without one last."""
    found = [(pk, tally) for pk, tally in wall.teams.items() if pk in names]
    return sorted(found, key=lambda pair: (pair[0] is None, names[pair[0]]))


def _figures(wall: Wall, chosen: Chosen, now: datetime) -> list[Figure]:
    every, today = wall.all, timezone.localtime(now).date().isoformat()
    opened = _figure("opened", _("Opened today"), every.opened, chosen, leaf("received", today), COUNTED)
    resolved = _figure("resolved", _("Resolved today"), every.resolved, chosen, leaf("resolved", today), COUNTED)
    return [*_counts(every, chosen), opened, resolved, _kept(wall), _longest(every, chosen, now)]


def _counts(tally: Tally, chosen: Chosen, *more: Condition) -> list[Figure]:
    return [
        _figure("open", _("Open"), tally.open, chosen, OPEN, *more),
        _figure("unanswered", _("Wait for a first answer"), tally.unanswered, chosen, OPEN, leaf("responded"), *more),
        _figure("soon", _("Due within the hour"), tally.soon, chosen, OPEN, is_on("runs_out"), *more, tone="caution"),
        _figure("overdue", _("Overdue"), tally.overdue, chosen, OPEN, is_on("overdue"), *more, tone="alarm"),
    ]  # fmt: skip


def _figure(code: str, label: str, count: int, chosen: Chosen, *conditions: Condition, tone: str = "") -> Figure:
    return Figure(code, label, formats.number(count), cases_url(chosen, *conditions), tone=tone if count else "")


def _kept(wall: Wall) -> Figure:
    if wall.kept is None:
        return Figure("kept", _("Promises kept today"), "–", "", _("None was decided yet."))
    note = _("%(low)s to %(high)s, of %(n)s") % {
        "low": formats.percent(wall.kept.low, 0), "high": formats.percent(wall.kept.high, 0),
        "n": formats.number(wall.decided),
    }  # fmt: skip
    return Figure("kept", _("Promises kept today"), formats.percent(wall.kept.share, 0), "", note)


def _longest(tally: Tally, chosen: Chosen, now: datetime) -> Figure:
    label, url = _("Longest wait"), cases_url(chosen, OPEN, leaf("responded"), sort="received")
    if tally.waits_since is None:
        return Figure("longest", label, "–", url, _("Nobody waits for a first answer."))
    waits = (now - tally.waits_since).total_seconds() / 60
    value = _days(waits) if waits >= 2 * 24 * 60 else span(waits)
    return Figure("longest", label, value, url, _("for a first answer"))


def _days(minutes: float) -> str:
    return _("%(days)s days") % {"days": formats.number(int(minutes // (24 * 60)))}


def _line(name: str, tally: Tally, chosen: Chosen, condition: Condition) -> Line:
    counts = (tally.open, tally.unanswered, tally.soon, tally.overdue, tally.unclaimed)
    key = (name, counts, chosen, *condition.items(), get_language(), get_script_prefix(), get_urlconf())
    known = _lines.get(key)
    if known is None:
        line = Line(name, light_of(tally), _counts(tally, chosen, condition))
        known = replace(line, row=SafeString(render_to_string("board/_line.html", {"line": line})))
        _lines.keep(key, known)
    return known


def _left(case: Case, now: datetime) -> str:
    minutes = (case.due_at - now).total_seconds() / 60
    return _days(minutes) if minutes >= 2 * 24 * 60 else span(minutes)
