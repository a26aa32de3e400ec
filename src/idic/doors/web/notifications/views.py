from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.doors.web.records.pages import page_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.desk.enums import Delivery, NotificationKind
from idic.foundation.desk.models import Notification
from idic.foundation.desk.operations.notifications import choose_delivery, read_all, set_read
from idic.foundation.desk.queries.notifications import (
    COUNTED,
    deliveries,
    own_notifications,
    shown_notifications,
    unread_count,
)
from idic.foundation.desk.subjects import may_act
from idic.foundation.paging.keyset import Order, keyset_page

PAGE = 30
NOTIFICATION_ICONS = {
    "mention": "at", "assignment": "user-check", "change": "edit", "reminder": "alarm", "message": "robot",
}  # fmt: skip


@require_GET
def notification_list(request: SignedInRequest) -> HttpResponse:
    only_unread = request.GET.get("show") == "unread"
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(
        own_notifications(request.user, only_unread=only_unread).select_related("by"), Order("pk", descending=True),
        cursor=cursor, size=PAGE,
    )  # fmt: skip
    rows: list[Notification] = list(page.rows)
    shown = [(one, NOTIFICATION_ICONS[one.row.kind]) for one in shown_notifications(request.user, rows)]
    values = {
        "page": page, "shown": shown, "only_unread": only_unread, "unread": unread_count(request.user),
        "newest": rows[0].pk if rows else 0,
    }  # fmt: skip
    return render(request, "notifications/list.html", values)


@require_GET
def indicator(request: SignedInRequest) -> HttpResponse:
    """Asked for every ten seconds by every open page: one query beside those of signing in."""
    count = unread_count(request.user)
    return render(request, "notifications/indicator.html", {"count": count, "is_more": count >= COUNTED})


@require_POST
def opening(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read, and on to the record."""
    found = own_notifications(request.user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    set_read(pk, is_read=True, by=request.user)
    if not may_act(request.user, found.noun, found.subject_id):
        messages.info(request, _("You may no longer see this record."))
        return redirect("notifications:list")
    page = page_of(found.noun, found.subject_id)
    return redirect(f"{page}?tab=notes" if found.kind == NotificationKind.MENTION else page)


@require_POST
def reading(request: SignedInRequest, pk: int) -> HttpResponse:
    if not own_notifications(request.user).filter(pk=pk).exists():
        raise NotVisible
    set_read(pk, is_read=request.POST.get("read") == "yes", by=request.user)
    return redirect("notifications:list")


@require_POST
def reading_all(request: SignedInRequest) -> HttpResponse:
    text = request.POST.get("newest", "")
    up_to = int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
    read_all(by=request.user, up_to=up_to)
    return redirect("notifications:list")


@require_http_methods(["GET", "POST"])
def choices(request: SignedInRequest) -> HttpResponse:
    if request.method == "POST":
        chosen = {
            kind: request.POST[kind] for kind in NotificationKind.values if request.POST.get(kind) in Delivery.values
        }
        choose_delivery(chosen, by=request.user)
        messages.success(request, _("Your choice was saved."))
        return redirect("notifications:choices")
    now = deliveries(request.user)
    rows = [(kind, label, now[kind]) for kind, label in NotificationKind.choices]
    return render(request, "notifications/choices.html", {"rows": rows, "deliveries": Delivery.choices})
