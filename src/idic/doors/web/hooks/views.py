from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.interact.hooks.enums import HookKind, HookState
from idic.domain.interact.hooks.errors import HookError
from idic.domain.interact.hooks.models import HookChannel
from idic.domain.interact.hooks.operations.channels import (
    change_channel,
    create_channel,
    renew_secret,
    switch_channel,
)
from idic.domain.interact.hooks.operations.sending import send_again
from idic.domain.interact.hooks.queries.channels import access_channel, access_channels, access_delivery, deliveries
from idic.doors.web.hooks.forms import HookForm
from idic.doors.web.hooks.wording import fault
from idic.doors.web.outside.addresses import public_address
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.doors.web.shell.parts.signs import Tone
from idic.doors.web.shown_once import show_once, shown_once
from idic.foundation.accounts.rules import require
from idic.foundation.paging.keyset import Order, keyset_page

_FEEDS = {HookKind.WEBHOOK: "hook_feed:receive", HookKind.LINE: "line_feed:receive"}
_EXAMPLE = """{
  "id": "m-1",
  "conversation": "c-1",
  "text": "Where is my order?",
  "sender": {"name": "Mali"},
  "at": "2026-11-23T09:30:00+07:00",
  "files": [{"name": "photo.jpg", "type": "image/jpeg", "data": "<base64>"}]
}"""
_TONES: dict[str, Tone] = {
    HookState.WAITING: "info", HookState.SENDING: "info", HookState.SENT: "success", HookState.FAILED: "danger",
    HookState.UNSURE: "warning",
}  # fmt: skip


@require_GET
def channels(request: SignedInRequest) -> HttpResponse:
    page = keyset_page(
        access_channels(request.user), Order("name"), cursor=request.GET.get("after") or request.GET.get("before")
    )
    return render(request, "hooks/list.html", {"page": page})


@never_cache
@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest, kind: str) -> HttpResponse:
    require(request.user, "channel.manage")
    if kind not in HookKind.values:
        raise Http404
    form = HookForm(kind, None, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            channel, secret_shown = create_channel(form.draft(), by=request.user)
        except HookError as error:
            tell(form, error)
        else:
            if not secret_shown:
                messages.success(request, _("The channel “%(name)s” is saved.") % {"name": channel.name})
                return redirect("hooks:detail", channel.pk)
            return _shown(request, channel, secret_shown)
    return _form(request, form, None, HookKind(kind))


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    channel = access_channel(request.user, pk)
    form = HookForm(channel.kind, channel, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            change_channel(channel, form.draft(), version=form.cleaned_data["version"] or 0, by=request.user)
        except HookError as error:
            tell(form, error)
        else:
            messages.success(request, _("The channel “%(name)s” is saved.") % {"name": channel.name})
            return redirect("hooks:detail", pk)
    return _form(request, form, channel, HookKind(channel.kind))


@never_cache
@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return _detail(request, access_channel(request.user, pk))


@never_cache
@require_POST
def secret(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another one, shown this once: the page that comes next holds it, and no other ever does."""
    channel = access_channel(request.user, pk)
    if channel.kind != HookKind.WEBHOOK:
        raise Http404
    return _shown(request, channel, renew_secret(channel, by=request.user))


@require_POST
def pause(request: SignedInRequest, pk: int) -> HttpResponse:
    channel = switch_channel(access_channel(request.user, pk), is_active=False, by=request.user)
    messages.success(
        request, _("“%(name)s” takes and sends nothing until you take it up again.") % {"name": channel.name}
    )
    return redirect("hooks:detail", pk)


@require_POST
def resume(request: SignedInRequest, pk: int) -> HttpResponse:
    channel = switch_channel(access_channel(request.user, pk), is_active=True, by=request.user)
    messages.success(request, _("“%(name)s” is in use again.") % {"name": channel.name})
    return redirect("hooks:detail", pk)


@require_POST
def again(request: SignedInRequest, pk: int, delivery_id: int) -> HttpResponse:
    try:
        send_again(access_delivery(request.user, pk, delivery_id), by=request.user)
    except HookError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The answer is on its way again."))
    return redirect("hooks:detail", pk)


def _shown(request: SignedInRequest, channel: HookChannel, secret_shown: str) -> HttpResponse:
    """On a page that may be loaded again: nothing is made by it."""
    show_once(request, f"hook:{channel.pk}", secret_shown)
    return redirect("hooks:detail", channel.pk)


def _detail(request: SignedInRequest, channel: HookChannel) -> HttpResponse:
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(deliveries(request.user, channel), Order("created_at", descending=True), cursor=cursor, size=25)
    context: dict[str, Any] = {
        "channel": channel, "secret_shown": shown_once(request, f"hook:{channel.pk}"), "page": page, "example": _EXAMPLE,
        "address": public_address(request, reverse(_FEEDS[HookKind(channel.kind)], args=[channel.key])),
        "rows": [(one, _TONES[one.state], fault(one), one.state in ("failed", "unsure")) for one in page.rows],
    }  # fmt: skip
    return render(request, "hooks/detail.html", context)


def _form(request: SignedInRequest, form: HookForm, channel: HookChannel | None, kind: HookKind) -> HttpResponse:
    context = {"form": form, "channel": channel, "kind": kind.label, "is_line": kind == HookKind.LINE}
    return render(request, "hooks/form.html", context, status=422 if form.is_bound and form.errors else 200)
