from __future__ import annotations

import csv
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.identify.errors import IdentifyError
from idic.domain.identify.privacy.errors import PrivacyError
from idic.domain.identify.privacy.models import ImpactAssessment
from idic.domain.identify.privacy.operations.registers import decide_assessment, remove_entry, write_entry
from idic.domain.identify.privacy.queries.registers import REGISTERS, Register, access_entry, entries_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may, require
from idic.foundation.languages import formats
from idic.foundation.tables.export import guarded


@require_GET
def entries(request: SignedInRequest, code: str) -> HttpResponse:
    register = _register(code)
    rows = [(one.pk, [_shown(one, name) for name in register.shown]) for one in entries_of(request.user, register)]
    return render(
        request, "privacy/registers/list.html",
        {
            "register": register, "tabs": _tabs(code), "rows": rows, "heads": [register.fields.get(name) or _head(name)
            for name in register.shown], "may_manage": may(request.user, "privacy.manage"),
        },
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def entry(request: SignedInRequest, code: str, pk: int | None = None) -> HttpResponse:
    register = _register(code)
    found = register.model() if pk is None else access_entry(request.user, register, pk)
    if pk is None or request.method == "POST":
        require(request.user, "privacy.manage")
    form = _form(register, found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in register.fields}
        try:
            kept = write_entry(found, values, version=form.cleaned_data["version"] or 0, by=request.user)
        except (IdentifyError, PrivacyError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("registers:entry", code=code, pk=kept.pk)
    is_draft = not isinstance(found, ImpactAssessment) or found.state == "draft"
    return render(
        request, "privacy/registers/entry.html",
        {
            "register": register, "entry": found, "form": form, "is_new": pk is None, "is_draft": is_draft,
            "is_assessment": isinstance(found, ImpactAssessment), "may_manage": may(request.user, "privacy.manage"),
            "is_own": isinstance(found, ImpactAssessment) and found.author_id == request.user.pk,
        },
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@require_POST
def remove(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    register = _register(code)
    found = access_entry(request.user, register, pk, permission="privacy.manage")
    try:
        remove_entry(found, by=request.user)
    except IdentifyError as error:
        messages.error(request, str(error))
        return redirect("registers:entry", code=code, pk=pk)
    messages.success(request, _("Removed."))
    return redirect("registers:list", code=code)


@require_POST
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access_entry(request.user, REGISTERS["assessments"], pk, permission="privacy.manage")
    assert isinstance(found, ImpactAssessment)
    try:
        decide_assessment(found, approve=request.POST.get("decision") == "approve", by=request.user)
    except IdentifyError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The decision is written down. The assessment is kept for three years."))
    return redirect("registers:entry", code="assessments", pk=pk)


@require_GET
def export(request: SignedInRequest, code: str) -> HttpResponse:
    register = _register(code)
    found = entries_of(request.user, register)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{code}.csv"'
    writer = csv.writer(answer)
    names = list(dict.fromkeys([*register.fields, *register.shown]))
    writer.writerow([str(register.fields.get(name) or _head(name)) for name in names])
    writer.writerows([guarded(_shown(one, name)) for name in names] for one in found)
    return answer


def _register(code: str) -> Register:
    try:
        return REGISTERS[code]
    except KeyError:
        raise Http404 from None


def _tabs(current: str) -> list[dict[str, Any]]:
    return [
        {"label": str(one.label), "url": reverse("registers:list", args=[one.code]), "current": one.code == current}
        for one in REGISTERS.values()
    ]


def _head(name: str) -> str:
    return {"state": _("State"), "keep_until": _("Kept until")}.get(name, name)


def _shown(one: models.Model, name: str) -> str:
    display = getattr(one, f"get_{name}_display", None)
    if display is not None:
        return str(display())
    value = getattr(one, name)
    return formats.day(value) if isinstance(value, date) else str(value or "")


def _form(register: Register, found: models.Model, data: Any) -> forms.Form:
    """Fields as the model has them, in the order and with the words of the register."""
    widgets: dict[str, type[forms.Widget] | forms.Widget] = {}
    for name in register.fields:
        field = register.model._meta.get_field(name)
        if isinstance(field, models.TextField):
            widgets[name] = forms.Textarea(attrs={"rows": 3})
        elif isinstance(field, models.DateField):
            widgets[name] = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    made = forms.modelform_factory(register.model, fields=list(register.fields), widgets=widgets)
    form = forms.Form(data, initial={name: getattr(found, name) for name in (*register.fields, "version")})
    for name, one in made.base_fields.items():
        one.label = register.fields[name]
        form.fields[name] = one
    form.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
    return form
