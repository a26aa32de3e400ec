"""The ready-made tabs of the inbox: what they ask for and how they are called."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from idic.doors.web.lists.asked import NO_VIEW
from idic.doors.web.shell.composed import mark
from idic.foundation.accounts.models import User
from idic.foundation.languages import formats
from idic.foundation.paging.keyset import COUNT_LIMIT

Conditions = list[dict[str, object]]
Ready = dict[str, tuple[str, Conditions]]


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool
    icon: str = ""
    counted: str = ""


def ready_tabs(user: User) -> Ready:
    """Code -> label and conditions of each tab that is always there, in the order of `inbox_counts`."""
    open_now = {"field": "open", "op": "eq", "value": True}
    awake = {"field": "snoozed", "op": "eq", "value": False}
    return {
        "mine": (_("Mine"), [open_now, {"field": "owner", "op": "eq", "value": str(user.pk)}, awake]),
        "nobodys": (_("Nobody's yet"), [open_now, {"field": "owner", "op": "is_unknown"}, awake]),
        "waits": (_("Waits for our answer"), [open_now, {"field": "waits", "op": "eq", "value": True}, awake]),
        "overdue": (_("Overdue"), [open_now, {"field": "overdue", "op": "eq", "value": True}]),
        "snoozed": (_("Put off"), [open_now, {"field": "snoozed", "op": "eq", "value": True}]),
        "open": (_("All open"), [open_now]),
    }


def open_tab(request: HttpRequest, ready: Ready) -> str | None:
    """The tab whose cases the address asks for, if only among others."""
    asked = "" if request.GET.get("view") else request.GET.get("where", "")
    return next((code for code, (_label, conditions) in ready.items() if asked == _where(conditions)), None)


def tab_url(conditions: Conditions) -> str:
    return f"{reverse('cases:list')}?{tab_query(conditions)}"


def tab_query(conditions: Conditions) -> str:
    query = QueryDict(mutable=True)
    query["where"] = _where(conditions)
    query["sort"] = "due"
    return query.urlencode()


def shown_tabs(ready: Ready, current: str | None, *, is_everything: bool) -> list[Tab]:
    found = [
        Tab(label, tab_url(conditions), code == current, counted=mark(f"count{code}"))
        for code, (label, conditions) in ready.items()
    ]
    return [*found, Tab(_("All"), f"{reverse('cases:list')}?view={NO_VIEW}", is_everything)]


def count_words(count: int) -> str:
    return f"{formats.number(COUNT_LIMIT)}+" if count > COUNT_LIMIT else formats.number(count)


def _where(conditions: Conditions) -> str:
    return json.dumps({"all": conditions}, separators=(",", ":"))
