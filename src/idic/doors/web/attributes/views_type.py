"""Another type for an attribute that is in use: looked at first, then done, and taken back where it was wrong."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from idic.doors.web.attributes.forms import TypeForm, posted_choices
from idic.doors.web.requests import SignedInRequest
from idic.foundation.attributes.draft import Draft
from idic.foundation.attributes.enums import WITH_CHOICES, AttributeType
from idic.foundation.attributes.errors import AttributeRefused, DefinitionRefused
from idic.foundation.attributes.models import AttributeDefinition, Choice
from idic.foundation.attributes.operations.type_change import change_type, undo_type_change, with_type
from idic.foundation.attributes.places import own_place
from idic.foundation.attributes.queries.definitions import access_attribute, open_backups
from idic.foundation.attributes.queries.type_change import distinct_values, look_at_type_change
from idic.foundation.attributes.reading import as_typed

_MOST_PROPOSED = 50


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    definition = access_attribute(request.user, pk)
    if definition.is_computed:
        messages.error(request, _("A computed attribute has no values of its own: make a new attribute instead."))
        return redirect("attributes:edit", pk)
    asked = request.GET.get("type", "")
    form = TypeForm(request.POST or None, definition=definition, initial={"type": asked} if asked else {})
    kind = str(form["type"].value() or "")
    context: dict[str, object] = {"definition": definition, "form": form, "kind": kind}
    if kind in AttributeType.values and kind not in (definition.type, AttributeType.COMPUTED):
        draft = _draft(definition, kind, posted_choices(request.POST))
        context |= {"look": look_at_type_change(definition, with_type(definition, draft)), "choices": draft.choices}
        if request.method == "POST" and form.is_valid():
            try:
                done = change_type(
                    definition, draft, clears_misfits=form.cleaned_data["clears"],
                    version=form.cleaned_data["version"], by=request.user,
                )  # fmt: skip
            except DefinitionRefused as refusal:
                form.add_error(None, str(refusal))
            except AttributeRefused as refusal:
                form.add_error("clears", str(refusal))
            else:
                if done.job is not None:
                    return redirect("jobs:detail", done.job.pk)
                messages.success(request, _("The type was changed. It can be taken back on this page."))
                return redirect("attributes:edit", pk)
    return render(request, "attributes/type.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    definition = access_attribute(request.user, pk)
    backup = open_backups(definition).first()
    try:
        if backup is not None:
            undo_type_change(backup, by=request.user)
            messages.success(request, _("The change of type was taken back, and the values are as they were."))
    except AttributeRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("attributes:edit", pk)


def _draft(definition: AttributeDefinition, kind: str, choices: list[Choice]) -> Draft:
    """The rest stays; choices come from the values that are there, unless the type had some already."""
    proposed: list[Choice] = []
    if kind in WITH_CHOICES:
        proposed = choices or definition.choice_list or _from_values(definition)
    draft = Draft(
        code=definition.code, type=kind, group=definition.group, labels=definition.labels, hints=definition.hints,
        applies_to=definition.applies_to, is_required=definition.is_required, choices=proposed,
    )  # fmt: skip
    return (
        replace(draft, rules={name: definition.rules.get(name, "") for name in ("minimum", "maximum")})
        if ({kind, definition.type} <= {AttributeType.NUMBER, AttributeType.MONEY})
        else draft
    )


def _from_values(definition: AttributeDefinition) -> list[Choice]:
    """The most frequent values, each a choice of that name."""
    found: list[Choice] = []
    for number, (stored, _count) in enumerate(distinct_values(definition, own_place(definition.noun)), start=1):
        if number > _MOST_PROPOSED:
            break
        text = as_typed(stored)[:80]
        found.append(Choice(f"value-{number}", {"en": text}))
    return found
