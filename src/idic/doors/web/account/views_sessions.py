from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from idic.doors.web.account.devices import device_name, is_phone
from idic.doors.web.account.tabs import account_tabs
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.operations.sessions import end_other_sessions, end_session
from idic.foundation.accounts.queries.sessions import live_sessions


@dataclass(frozen=True)
class SessionRow:
    """`pk` is None for this very session where it is older than the records of sessions."""

    pk: int | None
    device: str
    icon: str
    address: str
    began_at: datetime | None
    seen_at: datetime
    is_this: bool


@require_GET
def sessions(request: SignedInRequest) -> HttpResponse:
    key = request.session.session_key
    rows = [
        _row(one.pk, one.user_agent, one.ip, one.created_at, one.last_seen_at, one.session_key == key)
        for one in live_sessions(request.user)
    ]
    if not any(row.is_this for row in rows):
        agent = request.headers.get("User-Agent", "")
        rows.append(_row(None, agent, get_adapter().get_client_ip(request), None, timezone.now(), True))
    rows.sort(key=lambda row: not row.is_this)
    return render(
        request,
        "account/sessions.html",
        {"rows": rows, "has_others": len(rows) > 1, "tabs": account_tabs("account-sessions")},
    )


@require_POST
def end_one(request: SignedInRequest, pk: int) -> HttpResponse:
    end_session(pk, by=request.user)
    messages.success(request, _("That session has ended."))
    return redirect("account-sessions")


@require_POST
def end_others(request: SignedInRequest) -> HttpResponse:
    ended = end_other_sessions(keep=request.session.session_key or "", by=request.user)
    messages.success(
        request,
        ngettext("%(count)d other session has ended.", "%(count)d other sessions have ended.", ended)
        % {"count": ended},
    )
    return redirect("account-sessions")


def _row(
    pk: int | None, agent: str, address: str, began_at: datetime | None, seen_at: datetime, is_this: bool
) -> SessionRow:
    icon = "device-mobile" if is_phone(agent) else "device-desktop"
    return SessionRow(pk, device_name(agent), icon, address, began_at, seen_at, is_this)
