from __future__ import annotations

import json
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_safe

from idic.domain.interact.cases.enums import OPEN_STATES
from idic.domain.interact.cases.queries.cases import bounded_counts
from idic.domain.interact.cases.queries.news import told_since
from idic.domain.interact.cases.queries.people import assignable
from idic.domain.interact.cases.queries.topics import topic_choices
from idic.domain.interact.cases.rules import visible_cases
from idic.domain.interact.chat.operations.agents import note_agent
from idic.doors.web.cases.wording import PRIORITY_TONES, STATE_TONES
from idic.doors.web.lists.asked import STATE
from idic.doors.web.lists.page import ListPage, QuickFilter, register_page
from idic.doors.web.lists.views_list import show
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.models import Team, User
from idic.foundation.accounts.rules import require
from idic.foundation.languages import formats
from idic.foundation.paging.keyset import COUNT_LIMIT
from idic.foundation.views.queries.saved_views import tabs_of


def _owners(user: User) -> Sequence[tuple[str, str]]:
    """The reader first."""
    found = assignable(user).exclude(pk=user.pk).order_by("display_name", "pk").values_list("pk", "display_name")[:200]
    return [(str(user.pk), user.display_name), *((str(pk), name) for pk, name in found)]


def _teams(user: User) -> Sequence[tuple[str, str]]:
    return [(str(pk), name) for pk, name in Team.objects.order_by("name", "pk").values_list("pk", "name")[:100]]


PAGE = ListPage(
    noun="case",
    list_url="cases:list",
    detail_url="cases:detail",
    subtitle=_("Everything that somebody wants from us, on whatever channel, until it is done."),
    station="interact",
    search_hint=_("Words, name or number"),
    columns=("number", "title", "customer", "state", "priority", "due", "message", "owner"),
    quick_filters=(
        QuickFilter("state"), QuickFilter("mode"), QuickFilter("purpose"), QuickFilter("priority"),
        QuickFilter("owner", choices=_owners), QuickFilter("team", choices=_teams),
        QuickFilter("topic", choices=lambda user: topic_choices()),
    ),
    tones={"state": STATE_TONES, "priority": PRIORITY_TONES, "chat": {"live": "danger"}},
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
    shown = _tabs(request)
    if tabs.views:
        own = [
            {"label": view.name, "url": f"{reverse('cases:list')}?view={view.pk}", "icon": "table",
             "current": request.GET.get("view") == str(view.pk)}
            for view in tabs.views
        ]  # fmt: skip
        shown += own
    return show(PAGE, request, tabs=shown, live_url=reverse("cases:live"))


@require_GET
def live(request: SignedInRequest) -> HttpResponse:
    """Asked every few seconds by an open inbox: the last event there is, and whether one since was about a case."""
    require(request.user, "case.see")
    note_agent(request.user)
    last, changed = told_since(asked_since(request))
    found: dict[str, object] = {"last": last, "changed": changed}
    if changed:
        found["counts"] = [_number(one) for one in _counts(request.user)]
    return JsonResponse(found)


def asked_since(request: HttpRequest) -> int | None:
    since = request.GET.get("since", "")
    return int(since) if since.isascii() and since.isdecimal() and len(since) < 19 else None


def _ready(user: User) -> dict[str, tuple[str, list[dict[str, object]]]]:
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


def _query(conditions: list[dict[str, object]]) -> str:
    query = QueryDict(mutable=True)
    query["where"] = json.dumps({"all": conditions}, separators=(",", ":"))
    query["sort"] = "due"
    return query.urlencode()


def _tabs(request: SignedInRequest) -> list[dict[str, object]]:
    path, asked = reverse("cases:list"), request.GET.get("where", "")
    found: list[dict[str, object]] = []
    for (label, conditions), count in zip(_ready(request.user).values(), _counts(request.user), strict=True):
        where = json.dumps({"all": conditions}, separators=(",", ":"))
        found.append(
            {
                "label": label,
                "url": f"{path}?{_query(conditions)}",
                "current": asked == where,
                "count": min(count, COUNT_LIMIT),
                "is_more": count > COUNT_LIMIT,
            }
        )
    asks = any(request.GET.get(name) for name in (*STATE, *PAGE.quick_params))
    found.append({"label": _now("All"), "url": f"{path}?view=all", "current": not asks, "count": None})
    return found


def _counts(user: User) -> list[int]:
    """In the order of the tabs."""
    now = timezone.now()
    still = visible_cases(user).filter(state__in=OPEN_STATES)
    awake = still.exclude(snoozed_until__gt=now)
    return bounded_counts([
        awake.filter(owner=user), awake.filter(owner__isnull=True), awake.filter(waits_for_us=True),
        still.filter(due_at__lt=now), still.filter(snoozed_until__gt=now), still,
    ])  # fmt: skip


def _number(count: int) -> str:
    return f"{formats.number(COUNT_LIMIT)}+" if count > COUNT_LIMIT else formats.number(count)
