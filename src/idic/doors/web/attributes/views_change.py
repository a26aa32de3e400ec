from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from idic.doors.web.attributes import uses as _uses  # noqa: F401 -- tells who uses an attribute
from idic.doors.web.attributes.forms import DefinitionForm
from idic.doors.web.attributes.views_list import noun_asked
from idic.doors.web.attributes.wording import INDEX_TONES, filled_words
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.foundation.accounts.rules import require
from idic.foundation.attributes.errors import (
    AttributeOutdated,
    AttributeRefused,
    ConfirmationMissing,
    DefinitionRefused,
)
from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.attributes.operations.definitions import (
    archive_attribute,
    change_attribute,
    create_attribute,
    delete_attribute,
    restore_attribute,
)
from idic.foundation.attributes.queries.definitions import access_attribute, open_backups
from idic.foundation.attributes.queries.filled import filled_counts
from idic.foundation.attributes.queries.formulas import nameable_fields
from idic.foundation.attributes.uses import uses_of
from idic.foundation.nouns.noun import Noun
from idic.foundation.nouns.registry import noun_of
from idic.methods.formula import FUNCTIONS

# Where a person can mend what is wrong with all languages.
_NAMES = {"labels": "label_en", "hints": "hint_en"}


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, "attribute.manage")
    noun = noun_asked(request)
    if request.method != "POST":
        form = DefinitionForm(noun=noun, initial={"group": request.GET.get("group", "demographic")})
        return render(request, "attributes/form.html", _context(noun, form))
    form = DefinitionForm(request.POST, noun=noun)
    if form.is_valid():
        try:
            definition = create_attribute(noun.code, form.draft(), by=request.user)
        except DefinitionRefused as refusal:
            tell(form, refusal, _NAMES)
        else:
            messages.success(
                request,
                _("“%(name)s” was added: it stands in forms, lists, filters, files and segments from now on.")
                % {"name": definition.label},
            )
            return redirect(_list_of(definition))
    return render(request, "attributes/form.html", _context(noun, form), status=422)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    definition = access_attribute(request.user, pk)
    noun = noun_of(definition.noun)
    if request.method != "POST":
        form = DefinitionForm(noun=noun, definition=definition)
        return render(request, "attributes/form.html", _context(noun, form, definition))
    form = DefinitionForm(request.POST, noun=noun, definition=definition)
    outdated = False
    if form.is_valid():
        try:
            change_attribute(definition, form.draft(), version=form.cleaned_data["version"] or 0, by=request.user)
        except DefinitionRefused as refusal:
            tell(form, refusal, _NAMES)
        except AttributeOutdated as refusal:
            outdated = True
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The changes were saved."))
            return redirect("attributes:edit", pk)
    context = {**_context(noun, form, definition), "outdated": outdated}
    return render(request, "attributes/form.html", context, status=422)


@require_POST
def archive(request: SignedInRequest, pk: int) -> HttpResponse:
    definition = access_attribute(request.user, pk)
    try:
        archive_attribute(definition, version=definition.version, by=request.user)
    except AttributeRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("attributes:edit", pk)
    messages.success(request, _("“%(name)s” is in the archive. Its values are kept.") % {"name": definition.label})
    return redirect(_list_of(definition))


@require_POST
def restore(request: SignedInRequest, pk: int) -> HttpResponse:
    definition = access_attribute(request.user, pk)
    try:
        restore_attribute(definition, version=definition.version, by=request.user)
    except AttributeRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“%(name)s” is back, with its values.") % {"name": definition.label})
    return redirect("attributes:edit", pk)


@require_POST
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    definition = access_attribute(request.user, pk)
    try:
        job = delete_attribute(definition, confirmation=request.POST.get("confirmation", ""), by=request.user)
    except (ConfirmationMissing, DefinitionRefused) as refusal:
        messages.error(request, str(refusal))
        return redirect("attributes:edit", pk)
    return redirect("jobs:detail", job.pk)


def _list_of(definition: AttributeDefinition) -> str:
    return f"{reverse('attributes:list')}?noun={definition.noun}#attribute-{definition.pk}"


def _context(noun: Noun, form: DefinitionForm, definition: AttributeDefinition | None = None) -> dict[str, object]:
    context: dict[str, object] = {"noun": noun, "form": form, "definition": definition, "kind": form.kind}
    if definition is None or definition.is_computed:
        context |= {"fields": nameable_fields(noun, without=definition), "functions": list(FUNCTIONS.values())}
    if definition is not None:
        counts = filled_counts(noun.code, [definition]) if not definition.is_archived else {}
        context |= {
            "uses": uses_of(noun.code, definition),
            "backup": open_backups(definition).first(),
            "filled": filled_words(counts.get(definition.pk)),
            "index_tone": INDEX_TONES[definition.index_state],
        }
    return context
