"""The row of tabs with the open one, as one page or panel shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from idic.doors.web.records.head_text import TabLook, marks_text
from idic.doors.web.records.tabs import OVERVIEW, Tab, opens_at_overview, tabs_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may
from idic.foundation.desk.queries.personal import DeskState, desk_state
from idic.foundation.desk.subjects import Subject


@dataclass(frozen=True)
class ShownTab:
    tab: Tab
    url: str
    is_current: bool
    count: int | None


@dataclass(frozen=True)
class Strip:
    subject: Subject
    state: DeskState
    tabs: list[ShownTab]
    current: Tab
    path: str

    @property
    def looks(self) -> tuple[TabLook, ...]:
        return tuple((one.tab.code, str(one.tab.label), one.tab.icon, one.is_current, one.count) for one in self.tabs)

    @property
    def is_overview(self) -> bool:
        return self.current.code == OVERVIEW


def state_of(request: SignedInRequest, subject: Subject) -> DeskState:
    """Read once for a request, whichever part asks first; a page that shows the record counts as a visit."""
    known: dict[tuple[str, int], DeskState] = request.__dict__.setdefault("_desk_states", {})
    key = (subject.code, subject.pk)
    if key not in known:
        known[key] = desk_state(request.user, subject, is_visit=request.method == "GET" and not request.htmx)
    return known[key]


def strip_of(request: SignedInRequest, subject: Subject) -> Strip:
    """The tab that the address names, else the one that this reader had open last for this noun, where that is remembered."""
    state = state_of(request, subject)
    tabs = tabs_of(request.user, subject)
    by_code = {tab.code: tab for tab in tabs}
    last = OVERVIEW if opens_at_overview(subject.code) else state.tab
    current = by_code.get(request.GET.get("tab", "")) or by_code.get(last) or by_code[OVERVIEW]
    shown = [
        ShownTab(tab, f"{request.path}?tab={tab.code}", tab is current, tab.count(state) if tab.count else None)
        for tab in tabs
    ]
    return Strip(subject, state, shown, current, request.path)


def tab_text(request: SignedInRequest, strip: Strip) -> SafeString:
    """The open part, unless it is the overview, which is the page's own."""
    if strip.current.render is not None:
        # Rendered by a template of the tab's own area.
        return mark_safe(strip.current.render(request, strip.subject))  # noqa: S308
    values = {"url": strip.current.fragment_url(strip.subject), "label": strip.current.label}
    return render_to_string("records/tab_fragment.html", values, request=request)


def marks_of(request: SignedInRequest, subject: Subject, *, csrf: str = "") -> str:
    """Star, following and tags of the record, for this reader."""
    state = state_of(request, subject)
    may_tag = subject.noun.change is not None and may(request.user, subject.noun.permission("change"))
    if not state.tags:
        return marks_text(
            subject.code, subject.pk, is_starred=state.is_starred, is_followed=state.is_followed, may_tag=may_tag,
            csrf=csrf or get_token(request),
        )  # fmt: skip
    values = {"subject": subject, "state": state, "user": request.user, "may_tag": may_tag}
    return render_to_string("records/marks.html", values, request=request)
