"""Pairs of customers that a new record ties together: a person looks, and says when they are two."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.identify.operations.possible_duplicates import dismiss_pair
from idic.domain.identify.queries.possible_duplicates import COMPARED, Pair, pairs_shown
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.timeline.words import FIELD_LABELS
from idic.foundation.accounts.rules import may
from idic.foundation.languages import formats
from idic.foundation.languages.provinces import shown_province


@dataclass(frozen=True)
class Line:
    label: str
    first: str
    second: str
    same: bool


@require_GET
def pairs(request: SignedInRequest) -> HttpResponse:
    shown = [(pair, _lines(pair)) for pair in pairs_shown(request.user)]
    may_decide = may(request.user, "customer.change")
    may_merge = may_decide and may(request.user, "customer.merge")
    return render(request, "customers/pairs.html", {"pairs": shown, "may_decide": may_decide, "may_merge": may_merge})


@require_POST
def dismiss(request: SignedInRequest, pk: int) -> HttpResponse:
    dismiss_pair(pk, by=request.user)
    messages.success(request, _("Kept apart: nobody is asked about these two again."))
    return redirect("customers:pairs")


def _lines(pair: Pair) -> list[Line]:
    lines = []
    for name in COMPARED:
        first, second = _value(pair.first, name), _value(pair.second, name)
        if first or second:
            lines.append(Line(str(FIELD_LABELS[name]), first, second, name in pair.same))
    return lines


def _value(customer: object, name: str) -> str:
    value = getattr(customer, name)
    if name == "province":
        return shown_province(value)
    return formats.day(value) if name == "birth_date" and value else str(value or "")
