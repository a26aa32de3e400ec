from __future__ import annotations

from datetime import date, datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from idic.doors.web.requests import SignedInRequest
from idic.doors.web.reveal.forms import RevealForm
from idic.foundation.accounts.errors import MayNotReveal, NotAllowed, NotVisible, ReasonMissing
from idic.foundation.accounts.operations.revealing import reveal
from idic.foundation.accounts.rules import PERMISSIONS
from idic.foundation.languages import formats
from idic.foundation.nouns.errors import NounUnknown
from idic.foundation.nouns.registry import access_record, fields_of, noun_of


@never_cache
@require_POST
def reveal_value(request: SignedInRequest) -> HttpResponse:
    """The clear value as a part of the dialog that asked for it; the page around it stays masked."""
    form = RevealForm(request.POST)
    if not form.is_valid():
        return _answer(request, form, "")
    asked = form.cleaned_data
    user, code = request.user, asked["noun"]
    try:
        noun = noun_of(code)
    except NounUnknown as error:
        raise NotVisible from error
    if noun.permission("reveal") not in PERMISSIONS:
        raise NotAllowed(noun.permission("reveal"))
    record = access_record(user, code, asked["pk"], action="reveal")
    field = fields_of(code, user).get(asked["field"])
    if field is None or field.value is None:
        raise NotVisible
    try:
        reveal(
            noun=code, pk=record.pk, field=field.name, group=field.group, reason=asked["reason"],
            customer_id=noun.customer_of(record), by=user,
        )  # fmt: skip
    except (ReasonMissing, MayNotReveal) as error:
        form.add_error("reason", str(error))
        return _answer(request, form, "")
    return _answer(request, form, _text(field.value(record)), label=str(field.label))


def _answer(request: SignedInRequest, form: RevealForm, value: str, *, label: str = "") -> HttpResponse:
    template = "reveal/_answer.html" if request.htmx else "reveal/page.html"
    return render(
        request,
        template,
        {"form": form, "value": value, "label": label, "is_shown": not form.errors},
        status=422 if form.errors else 200,
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return formats.moment(value)
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return str(value)
