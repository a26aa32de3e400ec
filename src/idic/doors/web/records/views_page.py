from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from idic.doors.web.records.field_text import fields_text
from idic.doors.web.records.pages import first_of, own_page
from idic.doors.web.records.strip import marks_of, strip_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.stencil import around
from idic.foundation.desk.operations.personal import follow, remember_tab, star, unfollow, unstar
from idic.foundation.desk.subjects import access_subject, is_told, may_act


@require_GET
def record(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    """The page of a record: its noun's own, or the one that every noun has without writing any. What is no noun and is
    told of has its own."""
    if is_told(noun) and may_act(request.user, noun, pk):
        return redirect(own_page(noun, pk))
    subject = access_subject(request.user, noun, pk)
    page = own_page(subject.code, subject.pk)
    if page:
        return redirect(page)
    return render(request, "records/page.html", {"subject": subject, "strip": strip_of(request, subject)})


@require_GET
def panel(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    """The record beside its list. Opened by itself it is a whole page."""
    subject = access_subject(request.user, noun, pk)
    strip = strip_of(request, subject)
    values = {"subject": subject, "strip": strip, "in_panel": True}
    if strip.is_overview:
        values["first"] = first_of(request, subject)
    is_part = request.htmx and not request.htmx.history_restore_request
    return render(request, "records/panel.html" if is_part else "records/panel_page.html", values)


@require_GET
def fields(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    subject = access_subject(request.user, noun, pk)
    return HttpResponse(fields_text(request, around(), subject))


@require_POST
def tab(request: SignedInRequest, noun: str) -> HttpResponse:
    remember_tab(noun[:40], request.POST.get("tab", "").replace("\x00", ""), by=request.user)
    return HttpResponse(status=204)


@require_POST
def follower(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    subject = access_subject(request.user, noun, pk)
    wanted = request.POST.get("follow") == "yes"
    (follow if wanted else unfollow)(subject.code, subject.pk, by=request.user)
    return _head(request, noun, pk)


@require_POST
def starred(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    subject = access_subject(request.user, noun, pk)
    wanted = request.POST.get("star") == "yes"
    (star if wanted else unstar)(subject.code, subject.pk, by=request.user)
    return _head(request, noun, pk)


def _head(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    subject = access_subject(request.user, noun, pk)
    if not request.htmx:
        return redirect("records:record", noun, subject.pk)
    return HttpResponse(marks_of(request, subject))
