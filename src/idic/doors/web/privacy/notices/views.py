from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.identify.privacy.enums import NoticeState
from idic.domain.identify.privacy.errors import PrivacyError
from idic.domain.identify.privacy.models import NoticeVersion
from idic.domain.identify.privacy.operations.notices import (
    change_draft,
    create_notice,
    publish_version,
    start_version,
    withdraw_version,
)
from idic.domain.identify.privacy.queries.notices import access_notice, access_notices, access_version
from idic.doors.web.privacy.notices.forms import NoticeForm
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.accounts.enums import Language
from idic.foundation.accounts.rules import may, require
from idic.foundation.desk.markdown import rendered

TONES: dict[str, Tone] = {
    NoticeState.DRAFT: "neutral", NoticeState.PUBLISHED: "success", NoticeState.WITHDRAWN: "neutral"
}  # fmt: skip


@require_GET
def notice_list(request: SignedInRequest) -> HttpResponse:
    rows = [
        (notice, [(one, TONES[one.state]) for one in notice.versions.all()]) for notice in access_notices(request.user)
    ]
    context = {"rows": rows, "may_manage": may(request.user, "privacy.manage")}
    return render(request, "privacy/notices/list.html", context)


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, "privacy.manage")
    form = NoticeForm(request.POST if request.method == "POST" else None, is_new=True)
    if request.method == "GET":
        return _page(request, form, None)
    if not form.is_valid():
        return _page(request, form, None, status=422)
    try:
        made = create_notice(form.cleaned_data["name"], form.texts, by=request.user)
    except PrivacyError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, None, status=422)
    messages.success(request, _("The draft is saved. It is shown to nobody until it is published."))
    return redirect("notices:version", made.pk)


@require_POST
def start(request: SignedInRequest, pk: int) -> HttpResponse:
    return redirect("notices:version", start_version(access_notice(request.user, pk), by=request.user).pk)


@require_http_methods(["GET", "POST"])
def version(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access_version(request.user, pk)
    if request.method == "GET":
        initial = {"version": found.version, **{f"text_{code}": text for code, text in found.texts.items()}}
        return _page(request, NoticeForm(initial=initial, is_new=False), found)
    require(request.user, "privacy.manage")
    form = NoticeForm(request.POST, is_new=False)
    if not form.is_valid():
        return _page(request, form, found, status=422)
    try:
        change_draft(found, form.texts, version=form.cleaned_data["version"] or 0, by=request.user)
    except PrivacyError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, found, status=422)
    messages.success(request, _("The draft is saved. It is shown to nobody until it is published."))
    return redirect("notices:version", pk)


@require_POST
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access_version(request.user, pk)
    try:
        publish_version(found, by=request.user)
        messages.success(request, _("The notice is published."))
    except PrivacyError as refusal:
        messages.error(request, str(refusal))
    return redirect("notices:version", pk)


@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access_version(request.user, pk)
    try:
        withdraw_version(found, by=request.user)
        messages.success(request, _("The notice is no longer shown."))
    except PrivacyError as refusal:
        messages.error(request, str(refusal))
    return redirect("notices:version", pk)


def _page(
    request: SignedInRequest, form: NoticeForm, found: NoticeVersion | None, *, status: int = 200
) -> HttpResponse:
    labels = dict(Language.choices)
    context = {
        "form": form, "found": found, "may_manage": may(request.user, "privacy.manage"),
        "is_draft": found is None or found.state == NoticeState.DRAFT,
        "is_published": found is not None and found.state == NoticeState.PUBLISHED,
        "tone": TONES[found.state] if found is not None else "neutral",
        "shown": [
            (labels.get(code, code), code, mark_safe(rendered(text, {})))  # noqa: S308 - cleaned
            for code, text in (found.texts if found is not None else {}).items()
        ],
    }  # fmt: skip
    return render(request, "privacy/notices/version.html", context, status=status)
