"""What the form shows while a person writes: the field as it will look, and the formula on a real record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from idic.doors.web.attributes.forms import DefinitionForm
from idic.doors.web.attributes.inputs import attribute_input, suffix_of
from idic.doors.web.attributes.views_list import noun_asked
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import require
from idic.foundation.attributes.errors import FormulaRefused
from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.attributes.queries.definitions import access_attribute
from idic.foundation.attributes.queries.formulas import try_formula
from idic.foundation.languages import formats


@require_POST
def preview(request: SignedInRequest) -> HttpResponse:
    definition, _form = _draft_of(request)
    form = forms.Form()
    if not definition.is_computed:
        field = attribute_input(definition)
        field.label = definition.label if definition.labels else _("Name of the attribute")
        form.fields["preview"] = field
    return render(
        request,
        "attributes/_preview.html",
        {"definition": definition, "form": form, "suffix": suffix_of(definition)},
    )


@require_POST
def formula(request: SignedInRequest) -> HttpResponse:
    definition, form = _draft_of(request)
    refusal, trial = "", None
    if definition.formula.strip():
        try:
            trial = try_formula(request.user, form.noun, definition)
        except FormulaRefused as error:
            refusal = str(error)
    return render(
        request,
        "attributes/_trial.html",
        {
            "refusal": refusal,
            "trial": trial,
            "is_empty": not definition.formula.strip(),
            "inputs": [(name, in_words(value)) for name, value in trial.inputs.items()] if trial else [],
            "result": in_words(trial.result) if trial else "",
        },
    )


def in_words(value: object) -> str:
    if value is None or value == "":
        return _("nothing")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int | float | Decimal):
        return formats.number(value)
    return formats.day(value) if isinstance(value, date) else str(value)


def _draft_of(request: SignedInRequest) -> tuple[AttributeDefinition, DefinitionForm]:
    """The definition as typed so far, never saved."""
    require(request.user, "attribute.manage")
    noun = noun_asked(request)
    pk = request.POST.get("attribute", "")
    known = access_attribute(request.user, int(pk)) if pk.isascii() and pk.isdecimal() and len(pk) < 19 else None
    form = DefinitionForm(request.POST, noun=noun, definition=known)
    form.is_valid()
    draft = form.draft()
    code = known.code if known is not None else draft.code
    definition = AttributeDefinition(pk=known.pk if known else None, noun=noun.code, code=code, type=draft.type)
    draft.fill(definition)
    definition.labels = {language: text for language, text in draft.labels.items() if text}
    definition.hints = {language: text for language, text in draft.hints.items() if text}
    definition.rules = {name: text for name, text in draft.rules.items() if text}
    return definition, form
