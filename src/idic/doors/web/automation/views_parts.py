from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from idic.doors.web.automation.acts_form import ActsForm
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import require
from idic.foundation.nouns.registry import fields_of
from idic.loop.automation.triggers import TRIGGERS


@require_GET
def act(request: SignedInRequest) -> HttpResponse:
    """One more act at the end of the form, under the next free key."""
    require(request.user, "automation.manage")
    taken = [int(key) for key in request.GET.getlist("acts") if key.isascii() and key.isdecimal() and len(key) < 6]
    found = _form(request).empty(request.GET.get("code", ""), str(max(taken, default=0) + 1))
    if found is None:
        raise Http404
    return render(request, "automation/_act.html", {"one": found, "is_new": True})


@require_GET
def value(request: SignedInRequest) -> HttpResponse:
    """The input for a value, as the chosen field needs it."""
    require(request.user, "automation.manage")
    name = request.GET.get("name", "")
    field = request.GET.get(name.removesuffix("-value") + "-field", "")
    choices = _form(request).value_choices(field)
    return render(request, "automation/_value.html", {"name": name[:40], "choices": choices, "value": ""})


def _form(request: SignedInRequest) -> ActsForm:
    trigger = TRIGGERS.get(request.GET.get("trigger", ""))
    if trigger is None:
        raise Http404
    return ActsForm(trigger.noun, fields_of(trigger.noun, request.user), request.user)
