from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_safe

from idic.domain.interact.cases.queries.counts import inbox_counts
from idic.domain.interact.cases.queries.news import Mark, state_of, told_since
from idic.domain.interact.cases.queries.people import assignable
from idic.domain.interact.cases.queries.topics import topic_choices
from idic.domain.interact.cases.rules import sees_all
from idic.domain.interact.chat.operations.agents import note_agent
from idic.doors.web.cases.wording import PRIORITY_TONES, STATE_TONES
from idic.doors.web.lists.asked import NO_VIEW
from idic.doors.web.lists.page import ListPage, QuickFilter, register_page
from idic.doors.web.lists.views_list import show
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.composed import mark
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.choices import team_choices
from idic.foundation.accounts.rules import require
from idic.foundation.languages import formats
from idic.foundation.paging.keyset import COUNT_LIMIT, BoundedCount
from idic.foundation.storage.memory import HeldFor
from idic.foundation.views.queries.saved_views import tabs_of

_noted: HeldFor[bool] = HeldFor(4.0, 1024)
_Ready = dict[str, tuple[str, list[dict[str, object]]]]


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool
    icon: str = ""
    counted: str = ""


def _owners(user: User) -> Sequence[tuple[str, str]]:
    """The reader first."""
    found = assignable(user).exclude(pk=user.pk).order_by("display_name", "pk").values_list("pk", "display_name")[:200]
    return [(str(user.pk), user.display_name), *((str(pk), name) for pk, name in found)]


def _teams(user: User) -> Sequence[tuple[str, str]]:
    return team_choices()[:100]


PAGE = ListPage(
    noun="case",
    list_url="cases:list",
    detail_url="cases:detail",
    subtitle=_("Everything that somebody wants from us, on whatever channel, until it is done."),
    station="interact",
    search_hint=_("Words, name or number"),
    columns=("number", "title", "customer", "state", "priority", "due", "owner"),
    quick_filters=(
        QuickFilter("state"), QuickFilter("mode"), QuickFilter("purpose"), QuickFilter("priority"),
        QuickFilter("owner", choices=_owners), QuickFilter("team", choices=_teams),
        QuickFilter("topic", choices=lambda user: topic_choices()),
    ),
    tones={"state": STATE_TONES, "priority": PRIORITY_TONES, "chat": {"live": "danger"}},
    is_plain=True,
    watched=frozenset({"owner", "team", "topic"}),
    moving=frozenset({"overdue", "runs_out", "snoozed"}),
    sees_all=sees_all,
    create_url="cases:create",
    create_label=_("New case"),
    header="cases/_list_head.html",
    empty="cases/_list_empty.html",
)  # fmt: skip
register_page(PAGE)


@require_safe
def cases(request: SignedInRequest) -> HttpResponse:
    """Without a question, all that are open; a view that this person opens first comes before that."""
    user = request.user
    require(user, "case.see")
    tabs = tabs_of(user, "case")
    if not request.GET and tabs.default is None:
        request.GET = QueryDict(_query(_ready(user)["open"][1]))
    ready = _ready(user)
    counts = dict(zip(ready, inbox_counts(user, now=timezone.now()), strict=True))
    open_tab = _open_tab(request, ready)
    # Nothing else is asked for: the number of its cases stands in the tab already.
    is_alone = not any(request.GET.get(name) for name in ("q", *PAGE.quick_params))
    current = open_tab if is_alone else None
    named = request.GET.get("view", NO_VIEW if request.GET or tabs.default is None else str(tabs.default.pk))
    own = [
        Tab(view.name, f"{reverse('cases:list')}?view={view.pk}", named == str(view.pk), "table") for view in tabs.views
    ]
    return show(
        PAGE, request, written={f"count{code}": _number(count) for code, count in counts.items()},
        known=None if current is None else BoundedCount(min(counts[current], COUNT_LIMIT), counts[current] > COUNT_LIMIT),
        tab_empty="" if current is None else "cases/_tab_empty.html", tab=current or "", is_tab=open_tab is not None,
        tabs=(*_tabs(ready, open_tab, is_everything=named == NO_VIEW and not request.GET.get("where")), *own),
        live_url=reverse("cases:live"),
    )  # fmt: skip


@require_GET
def live(request: SignedInRequest) -> HttpResponse:
    """Asked more than once a second by an open inbox, whether something about a case was told since, and by the page of
    a case, how that one stands."""
    require(request.user, "case.see")
    _note(request.user)
    case = request.GET.get("case", "")
    if case:
        known = case.isascii() and case.isdecimal() and len(case) < 19
        found = state_of(request.user, int(case), now=timezone.now()) if known else None
        return JsonResponse(found._asdict() if found is not None else {}, status=200 if found is not None else 404)
    last, changed = told_since(asked_since(request))
    told: dict[str, object] = {"last": str(last), "changed": changed}
    if changed:
        told["counts"] = [_number(one) for one in inbox_counts(request.user, now=timezone.now())]
    return JsonResponse(told)


def _note(user: User) -> None:
    """That somebody is there is written down now and then, not at every look."""
    if _noted.get(user.pk) is None:
        _noted.keep(user.pk, True)
        note_agent(user)


def asked_since(request: HttpRequest) -> Mark | None:
    return Mark.read(request.GET.get("since", ""))


def _ready(user: User) -> _Ready:
    """Code -> label and conditions of each tab that is always there."""
    open_now = {"field": "open", "op": "eq", "value": True}
    awake = {"field": "snoozed", "op": "eq", "value": False}
    return {
        "mine": (_now("Mine"), [open_now, {"field": "owner", "op": "eq", "value": str(user.pk)}, awake]),
        "nobodys": (_now("Nobody's yet"), [open_now, {"field": "owner", "op": "is_unknown"}, awake]),
        "waits": (_now("Waits for our answer"), [open_now, {"field": "waits", "op": "eq", "value": True}, awake]),
        "overdue": (_now("Overdue"), [open_now, {"field": "overdue", "op": "eq", "value": True}]),
        "snoozed": (_now("Put off"), [open_now, {"field": "snoozed", "op": "eq", "value": True}]),
        "open": (_now("All open"), [open_now]),
    }


def _open_tab(request: HttpRequest, ready: _Ready) -> str | None:
    """The tab whose cases the address asks for, if only among others."""
    asked = "" if request.GET.get("view") else request.GET.get("where", "")
    return next((code for code, (_label, conditions) in ready.items() if asked == _where(conditions)), None)


def _where(conditions: list[dict[str, object]]) -> str:
    return json.dumps({"all": conditions}, separators=(",", ":"))


def _query(conditions: list[dict[str, object]]) -> str:
    query = QueryDict(mutable=True)
    query["where"] = _where(conditions)
    query["sort"] = "due"
    return query.urlencode()


def _tabs(ready: _Ready, open_tab: str | None, *, is_everything: bool) -> list[Tab]:
    path = reverse("cases:list")
    found = [
        Tab(label, f"{path}?{_query(conditions)}", code == open_tab, counted=mark(f"count{code}"))
        for code, (label, conditions) in ready.items()
    ]
    return [*found, Tab(_now("All"), f"{path}?view={NO_VIEW}", is_everything)]


def _number(count: int) -> str:
    return f"{formats.number(COUNT_LIMIT)}+" if count > COUNT_LIMIT else formats.number(count)
