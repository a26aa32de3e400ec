"""How many are dissatisfied and keep silent: from figures that people state with their source, else from our own contacts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.interact.complaints.errors import ComplaintError
from idic.domain.interact.complaints.models import SilenceFigures
from idic.domain.interact.complaints.operations.saying import say_silence, take_back_silence
from idic.domain.interact.complaints.queries.silence import WITHIN_DAYS, from_contacts, said_figures, silent_by
from idic.doors.web.complaints.period import period_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.foundation.accounts.rules import may, require

_SHARES = ("dissatisfied_share", "voiced_share")


class SilenceForm(forms.Form):
    base = forms.IntegerField(
        label=gettext_lazy("Customers in all"), min_value=1, max_value=1_000_000_000,
        error_messages={"required": gettext_lazy("Say how many customers the figures stand for.")},
    )  # fmt: skip
    dissatisfied_share = forms.DecimalField(
        label=gettext_lazy("Of them dissatisfied, %"), min_value=0, max_value=100, max_digits=5, decimal_places=2,
        error_messages={"required": gettext_lazy("Say how many in a hundred are dissatisfied.")},
    )  # fmt: skip
    voiced_share = forms.DecimalField(
        label=gettext_lazy("Of the dissatisfied, who complain, %"), min_value=0, max_value=100, max_digits=5,
        decimal_places=2, error_messages={"required": gettext_lazy("Say how many in a hundred of these complain.")},
    )  # fmt: skip
    asked = forms.IntegerField(
        label=gettext_lazy("Customers asked"), required=False, min_value=1, max_value=1_000_000_000,
        help_text=gettext_lazy("Where it is known: it tells how sure the figure is."),
    )  # fmt: skip
    source = forms.CharField(
        label=gettext_lazy("Where these figures come from"), max_length=300,
        help_text=gettext_lazy("A survey with its month, a study, or an assumption and whose it is."),
        error_messages={"required": gettext_lazy("Write where these figures come from.")},
    )  # fmt: skip


@require_GET
def silence(request: SignedInRequest) -> HttpResponse:
    """A part of the figures."""
    user = request.user
    require(user, "case.see")
    period, said = period_of(request.GET), said_figures()
    contacts = from_contacts(user, period.since, period.until) if said is None else None
    context: dict[str, Any] = {
        "said": said, "said_silent": silent_by(said) if said else None, "contacts": contacts,
        "contacts_silent": contacts.estimate if contacts else None, "days": WITHIN_DAYS,
        "may_lead": may(user, "complaint.manage"), "since": period.since,
    }  # fmt: skip
    return render(request, "complaints/_silence.html", context)


@require_http_methods(["GET", "POST"])
def say(request: SignedInRequest) -> HttpResponse:
    require(request.user, "complaint.manage")
    said = said_figures()
    form = SilenceForm(request.POST) if request.method == "POST" else SilenceForm(initial=_initial(said))
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        shares = {name: (data[name] / Decimal(100)).quantize(Decimal("0.0001")) for name in _SHARES}
        try:
            say_silence(**{**data, **shares}, by=request.user)
        except ComplaintError as error:
            tell(form, error)
        else:
            messages.success(request, _("The figures are kept with their source."))
            return redirect("complaints:figures")
    context = {"form": form, "said": said}
    return render(request, "complaints/silence.html", context, status=422 if form.errors else 200)


@require_POST
def take_back(request: SignedInRequest) -> HttpResponse:
    take_back_silence(by=request.user)
    messages.success(request, _("Your own contacts are read again."))
    return redirect("complaints:figures")


def _initial(said: SilenceFigures | None) -> dict[str, Any]:
    if said is None:
        return {}
    shares = {name: getattr(said, name) * 100 for name in _SHARES}
    return {"base": said.base, "asked": said.asked, "source": said.source, **shares}
