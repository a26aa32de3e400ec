from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_safe

from idic.domain.interact.cases.queries.counts import inbox_counts
from idic.domain.interact.cases.queries.news import Mark, state_of, told_since
from idic.domain.interact.cases.queries.people import assignable
from idic.domain.interact.cases.queries.products import lately_asked_about
from idic.domain.interact.cases.queries.topics import topic_choices
from idic.domain.interact.cases.rules import sees_all
from idic.domain.interact.chat.operations.agents import note_agent
from idic.doors.web.cases.tabs import Tab, count_words, open_tab, ready_tabs, shown_tabs, tab_query
from idic.doors.web.cases.wording import PRIORITY_TONES, STATE_TONES
from idic.doors.web.lists.asked import NO_VIEW
from idic.doors.web.lists.page import ListPage, QuickFilter, register_page
from idic.doors.web.lists.views_list import show
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.choices import team_choices
from idic.foundation.accounts.rules import require
from idic.foundation.paging.keyset import COUNT_LIMIT, BoundedCount
from idic.foundation.storage.memory import HeldFor
from idic.foundation.views.queries.saved_views import tabs_of

_noted: HeldFor[bool] = HeldFor(4.0, 1024)
_asked_about: HeldFor[tuple[tuple[str, str], ...]] = HeldFor(900.0, 1024)


def _owners(user: User) -> Sequence[tuple[str, str]]:
    """The reader first."""
    found = assignable(user).exclude(pk=user.pk).order_by("display_name", "pk").values_list("pk", "display_name")[:200]
    return [(str(user.pk), user.display_name), *((str(pk), name) for pk, name in found)]


def _teams(user: User) -> Sequence[tuple[str, str]]:
    return team_choices()[:100]


def _products(user: User) -> Sequence[tuple[str, str]]:
    """As a quarter of an hour ago. All others are found by typing, under “Condition”."""
    key = (user.pk, user.team_id, user.rights.key)
    found = _asked_about.get(key)
    if found is None:
        _asked_about.keep(key, found := tuple(lately_asked_about(user)))
    return found


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
        QuickFilter("topic", choices=lambda user: topic_choices()), QuickFilter("product", choices=_products),
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
        request.GET = QueryDict(tab_query(ready_tabs(user)["open"][1]))
    ready = ready_tabs(user)
    counts = dict(zip(ready, inbox_counts(user, now=timezone.now()), strict=True))
    tab = open_tab(request, ready)
    # Nothing else is asked for: the number of its cases stands in the tab already.
    is_alone = not any(request.GET.get(name) for name in ("q", *PAGE.quick_params))
    current = tab if is_alone else None
    named = request.GET.get("view", NO_VIEW if request.GET or tabs.default is None else str(tabs.default.pk))
    own = [
        Tab(view.name, f"{reverse('cases:list')}?view={view.pk}", named == str(view.pk), "table") for view in tabs.views
    ]
    return show(
        PAGE, request, written={f"count{code}": count_words(count) for code, count in counts.items()},
        known=None if current is None else BoundedCount(min(counts[current], COUNT_LIMIT), counts[current] > COUNT_LIMIT),
        tab_empty="" if current is None else "cases/_tab_empty.html", tab=current or "", is_tab=tab is not None,
        tabs=(*shown_tabs(ready, tab, is_everything=named == NO_VIEW and not request.GET.get("where")), *own),
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
        told["counts"] = [count_words(one) for one in inbox_counts(request.user, now=timezone.now())]
    return JsonResponse(told)


def _note(user: User) -> None:
    """That somebody is there is written down now and then, not at every look."""
    if _noted.get(user.pk) is None:
        _noted.keep(user.pk, True)
        note_agent(user)


def asked_since(request: HttpRequest) -> Mark | None:
    return Mark.read(request.GET.get("since", ""))
