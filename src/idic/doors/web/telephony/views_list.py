from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from idic.domain.interact.cases.queries.people import assignable
from idic.domain.interact.cases.queries.topics import topic_choices
from idic.domain.interact.telephony.enums import CallState
from idic.domain.interact.telephony.noun import UNANSWERED
from idic.doors.web.lists.asked import NO_VIEW
from idic.doors.web.lists.page import ListPage, QuickFilter, register_page
from idic.doors.web.lists.views_list import show
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.telephony.tabs import telephone_tabs
from idic.doors.web.telephony.wording import TONES
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.views.queries.saved_views import tabs_of


def _agents(user: User) -> Sequence[tuple[str, str]]:
    """The reader first."""
    found = assignable(user).exclude(pk=user.pk).order_by("display_name", "pk").values_list("pk", "display_name")[:200]
    return [(str(user.pk), user.display_name), *((str(pk), name) for pk, name in found)]


PAGE = ListPage(
    noun="call",
    list_url="calls:list",
    detail_url="calls:detail",
    subtitle=_("Every call that the telephone system told of, and what became of it."),
    station="interact",
    search_hint=_("Number, name or topic"),
    quick_filters=(
        QuickFilter("direction"), QuickFilter("state"), QuickFilter("agent", choices=_agents),
        QuickFilter("topic", choices=lambda user: topic_choices()),
    ),
    tones={"state": {**TONES, UNANSWERED: "neutral"}},
    header="telephony/_list_head.html",
    empty="telephony/_list_empty.html",
)  # fmt: skip
register_page(PAGE)


def _ready(user: User) -> list[tuple[str, dict[str, str]]]:
    """What is looked for every day."""
    return [
        (_now("All calls"), {"view": NO_VIEW}),
        (_now("My calls"), {"agent": str(user.pk)}),
        (_now("Missed"), {"state": CallState.MISSED.value}),
    ]


@require_safe
def calls(request: SignedInRequest) -> HttpResponse:
    user, path = request.user, reverse(PAGE.list_url)
    ready = _ready(user)
    older = {"mine": 1, "missed": 2}.get(request.GET.get("which", ""))
    if older is not None:
        return redirect(f"{path}?{urlencode(ready[older][1])}")
    saved = tabs_of(user, "call")
    named = request.GET.get("view", NO_VIEW if request.GET or saved.default is None else str(saved.default.pk))
    asked = {name: request.GET[name] for name in (*PAGE.quick_params, "q", "where") if request.GET.get(name)}
    tabs = [
        {"label": label, "url": f"{path}?{urlencode(query)}", "icon": "",
         "current": named == NO_VIEW and asked == {name: value for name, value in query.items() if name != "view"}}
        for label, query in ready
    ]  # fmt: skip
    tabs += [
        {"label": view.name, "url": f"{path}?view={view.pk}", "icon": "table", "current": named == str(view.pk)}
        for view in saved.views
    ]
    return show(PAGE, request, tabs=[*tabs, *telephone_tabs(user, "")[1:]], may_manage=may(user, "channel.manage"))
