from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.identify.privacy.enums import Channel
from idic.domain.identify.privacy.errors import PrivacyError
from idic.domain.identify.privacy.models import Purpose
from idic.domain.identify.privacy.operations.officer import make_officer_role
from idic.domain.identify.privacy.operations.purposes import change_purpose, create_purpose
from idic.domain.identify.privacy.queries.purposes import (
    access_purpose,
    access_purposes,
    jurisdictions,
    name_of,
    text_of,
    versions_of,
    worded,
)
from idic.doors.web.privacy.purposes.forms import PurposeForm, initial_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import AccountError
from idic.foundation.accounts.rules import may, require


@require_GET
def purpose_list(request: SignedInRequest) -> HttpResponse:
    purposes = list(access_purposes(request.user))
    rows = [
        {
            "purpose": one, "name": name_of(one), "text": text_of(one),
            "channels": [str(Channel(code).label) for code in one.channels],
            "grounds": {basis.jurisdiction.code: basis for basis in one.bases.all()},
            "to_verify": one.needs_review or any(basis.needs_review for basis in one.bases.all()),
        }
        for one in purposes
    ]  # fmt: skip
    laws = jurisdictions()
    for row in rows:
        grounds = row["grounds"]
        assert isinstance(grounds, dict)
        row["cells"] = [grounds.get(law.code) for law in laws]
    context = {
        "rows": rows, "laws": laws, "may_manage": may(request.user, "privacy.manage"),
        "may_make_role": may(request.user, "user.manage"),
    }  # fmt: skip
    return render(request, "privacy/purposes/list.html", context)


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, "privacy.manage")
    form = PurposeForm(request.POST if request.method == "POST" else None, laws=jurisdictions())
    if request.method == "GET":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        purpose = create_purpose(form.cleaned_data["code"], form.draft(), by=request.user)
    except PrivacyError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, status=422)
    messages.success(request, _("The purpose is saved."))
    return redirect("purposes:edit", purpose.pk)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    purpose = access_purpose(request.user, pk)
    laws = jurisdictions()
    if request.method == "GET":
        return _page(request, PurposeForm(initial=initial_of(purpose), laws=laws, purpose=purpose), purpose=purpose)
    require(request.user, "privacy.manage")
    form = PurposeForm(request.POST, laws=laws, purpose=purpose)
    if not form.is_valid():
        return _page(request, form, purpose=purpose, status=422)
    try:
        change_purpose(purpose, form.draft(), version=form.cleaned_data["version"] or 0, by=request.user)
    except PrivacyError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, purpose=purpose, status=422)
    messages.success(request, _("The purpose is saved."))
    return redirect("purposes:edit", pk)


@require_POST
def officer(request: SignedInRequest) -> HttpResponse:
    """A role for who keeps all this; people are given it on the page of users."""
    require(request.user, "user.manage")
    try:
        role = make_officer_role(by=request.user)
    except AccountError as refusal:
        messages.error(request, str(refusal))
        return redirect("users:roles")
    messages.success(request, _("The role is made. Give it to a person on the page of users."))
    return redirect("users:role", role.code)


def _page(
    request: SignedInRequest, form: PurposeForm, *, purpose: Purpose | None = None, status: int = 200
) -> HttpResponse:
    versions = versions_of(purpose) if purpose is not None else []
    context = {
        "form": form, "purpose": purpose, "title": name_of(purpose) if purpose is not None else _("New purpose"),
        "may_manage": may(request.user, "privacy.manage"),
        "versions": [(one, worded(one.texts, "name"), worded(one.texts, "text")) for one in versions],
    }  # fmt: skip
    return render(request, "privacy/purposes/form.html", context, status=status)
