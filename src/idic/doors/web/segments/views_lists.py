"""A list is made from numbers that somebody pastes; from the customer list it is made by a selection there."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from idic.domain.differentiate.errors import DifferentiateError, SegmentNameMissing
from idic.domain.differentiate.operations.static_lists import create_static_list
from idic.domain.differentiate.queries.named import named_customers
from idic.doors.web.name_field import NameField
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import require
from idic.foundation.languages import formats


class ListForm(forms.Form):
    name = NameField(
        label=_("Name"),
        max_length=120,
        help_text=_("What your colleagues will call this list."),
        error_messages={"required": SegmentNameMissing.sentence},
    )
    numbers = forms.CharField(
        label=_("Customers"), max_length=400_000,
        help_text=_("Customer numbers, or the numbers that a source knows them under, one on each line or with commas."),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def create_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, "segment.change")
    form = ListForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "segments/new_list.html", {"form": form}, status=200 if request.method == "GET" else 422)
    named = named_customers(form.cleaned_data["numbers"], request.user)
    try:
        segment = create_static_list(
            name=form.cleaned_data["name"], customer_ids=named.customer_ids, by=request.user, source="pasted"
        )
    except DifferentiateError as refusal:
        form.add_error("numbers", str(refusal))
        return render(request, "segments/new_list.html", {"form": form}, status=422)
    messages.success(request, gettext("The list “%(name)s” is saved.") % {"name": segment.name})
    if named.unknown_count:
        messages.warning(
            request,
            ngettext(
                "%(count)s number was not found: %(numbers)s", "%(count)s numbers were not found, such as: %(numbers)s",
                named.unknown_count,
            ) % {"count": formats.number(named.unknown_count), "numbers": ", ".join(named.unknown)},
        )  # fmt: skip
    return redirect("segments:detail", segment.pk)
