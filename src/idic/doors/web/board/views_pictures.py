from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.interact.cases.queries.chosen import Chosen
from idic.domain.interact.cases.queries.pictures.ageing import ageing
from idic.domain.interact.cases.queries.pictures.flow import flow
from idic.domain.interact.cases.queries.pictures.spent import time_spent
from idic.domain.interact.cases.queries.pictures.volume import by_hour, by_way
from idic.domain.interact.cases.queries.pictures.workload import DAYS, workload
from idic.domain.interact.cases.queries.skills import capacities
from idic.domain.interact.cases.queries.topics import topic_choices
from idic.doors.web.board.charts_now import AGEING, ageing_picture, workload_picture
from idic.doors.web.board.charts_past import (
    cumulative_picture,
    flow_picture,
    hour_picture,
    spent_picture,
    way_picture,
)
from idic.doors.web.board.choosing import Choice, asked_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.charts import Picture
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require

PERIODS = (7, 30, 90, 365)
_USUAL = 30


@dataclass(frozen=True)
class Shown:
    """One picture with its words; `form` names the format of its values, `category` that of its axis."""

    id: str
    title: str
    note: str
    picture: Picture
    height: str = "md"
    category: str = ""


@dataclass(frozen=True)
class Question:
    """What the pictures are asked for."""

    user: User
    chosen: Chosen
    days: int
    by: str

    @property
    def today(self) -> date:
        return timezone.localdate()

    @property
    def since(self) -> date:
        return self.today - timedelta(days=self.days - 1)


@require_GET
def pictures(request: SignedInRequest) -> HttpResponse:
    """One group of pictures at a time: none is worked out that nobody looks at."""
    require(request.user, "case.see")
    topics = [(str(code), str(label)) for code, label in topic_choices()]
    topic = request.GET.get("topic", "")
    topic = topic if any(code == topic for code, _label in topics) else ""
    asked = asked_of(request, topic=int(topic) if topic else None)
    days, by = request.GET.get("days", ""), request.GET.get("by", "")
    question = Question(
        request.user, asked.chosen, int(days) if days in {str(one) for one in PERIODS} else _USUAL,
        by if by in AGEING else "priority",
    )  # fmt: skip
    show = request.GET.get("show", "")
    show = show if show in _GROUPS else "ageing"
    kept = [(name, value) for name in ("days", "team", "mode", "topic") for value in request.GET.getlist(name) if value]
    context = {
        "shown": _GROUPS[show](question), "show": show, "asked": asked, "days": question.days, "by": question.by,
        "periods": [(one, _("Last %(days)s days") % {"days": one}) for one in PERIODS], "is_of_time": show in _OF_TIME,
        "topics": [Choice(code, label, code == topic) for code, label in topics],
        "tabs": [
            {"label": label, "url": f"?{urlencode([('show', code), *kept])}", "icon": icon, "current": code == show}
            for code, label, icon in _tabs()
        ],
        "bys": [
            (label, f"?{urlencode([('show', 'ageing'), ('by', code), *kept])}", code == question.by)
            for code, label in (("priority", _("By priority")), ("state", _("By state")))
        ],
    }  # fmt: skip
    return render(request, "board/pictures.html", context)


def _tabs() -> list[tuple[str, str, str]]:
    return [
        ("ageing", _("Age of what is open"), "clock"), ("flow", _("What comes and goes"), "arrows-exchange"),
        ("volume", _("How and when it comes"), "layout-grid"), ("people", _("Who has how much"), "users"),
        ("time", _("Where the time goes"), "history"),
    ]  # fmt: skip


def _ageing(asked: Question) -> list[Shown]:
    found = ageing_picture(ageing(asked.user, asked.chosen, by=asked.by, today=asked.today), asked.by, asked.chosen)
    note = _("Days from the day of receipt until today, of everything that is open now.")
    return [Shown("ageing", _("Open cases by age"), note, found, "lg")] if found else []


def _flow(asked: Question) -> list[Shown]:
    spans = flow(asked.user, asked.chosen, since=asked.since, today=asked.today)
    if not any(one.opened or one.resolved or one.backlog for one in spans):
        return []
    return [
        Shown("cumulative", _("Cumulative flow"), _(
            "The upper edge is what came, the lower one what was resolved; the band between is open. A band that widens "
            "says that more comes than is done."
        ), cumulative_picture(spans, asked.chosen), "lg", "day"),
        Shown("flow", _("Opened and resolved"), "", flow_picture(spans, asked.chosen), "md", "day"),
    ]  # fmt: skip


def _volume(asked: Question) -> list[Shown]:
    ways = way_picture(by_way(asked.user, asked.chosen, since=asked.since), asked.chosen, asked.since)
    hours = hour_picture(by_hour(asked.user, asked.chosen, since=asked.since), asked.chosen, asked.since)
    told = (
        ("ways", _("Channel and purpose"), _("Cases received."), ways),
        ("hours", _("Hour of the week"), _("Cases received, by the hour of their receipt."), hours),
    )
    return [Shown(code, title, note, found, "lg") for code, title, note, found in told if found]  # fmt: skip


def _people(asked: Question) -> list[Shown]:
    since = asked.today - timedelta(days=DAYS - 1)
    loads = workload(asked.user, asked.chosen, now=timezone.now(), today=asked.today)
    room = capacities(one.owner for one in loads if one.owner)
    found = workload_picture(loads, asked.chosen, room, today=asked.today.isoformat(), since=since.isoformat())
    note = _("The mark is how many open cases somebody may have at most, where that was set.")
    return (
        [Shown("people", _("Open and resolved, by person"), note, found, "xl" if len(loads) > 8 else "lg")]
        if found
        else []
    )


def _time(asked: Question) -> list[Shown]:
    found = spent_picture(time_spent(asked.user, asked.chosen, since=asked.since), asked.chosen, asked.since)
    note = _(
        "Hours of the calendar on average, of the cases resolved in this time; the table has the median beside them."
    )
    return [Shown("time", _("Where the time goes, by channel"), note, found, "lg")] if found else []


_GROUPS: dict[str, Callable[[Question], list[Shown]]] = {
    "ageing": _ageing, "flow": _flow, "volume": _volume, "people": _people, "time": _time,
}  # fmt: skip
#: Those that look back over the period; the others say what is now.
_OF_TIME = frozenset({"flow", "volume", "time"})
