from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from idic.domain.identify.privacy.operations.clocks import FIELDS, change_clock
from idic.domain.identify.privacy.queries.clocks import access_clock, clocks_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may


class ClockForm(forms.Form):
    days = forms.IntegerField(label=_("Days"), min_value=0, max_value=366)
    months = forms.IntegerField(label=_("Months"), min_value=0, max_value=24)
    extension_days = forms.IntegerField(label=_("Further days, with a reason"), min_value=0, max_value=366)
    extension_months = forms.IntegerField(label=_("Further months, with a reason"), min_value=0, max_value=24)
    breach_hours = forms.IntegerField(
        label=_("Hours to tell the authority of a breach"), min_value=0, max_value=720, help_text=_("0: at once.")
    )

    def clean(self) -> dict[str, object]:
        found = super().clean() or {}
        if not found.get("days") and not found.get("months"):
            raise forms.ValidationError(_("Give days or months: a request must be due at some time."))
        return found


@require_GET
def clocks(request: SignedInRequest) -> HttpResponse:
    return render(
        request, "privacy/requests/clocks.html",
        {"clocks": clocks_of(request.user), "may_manage": may(request.user, "privacy.manage")},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def clock(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access_clock(request.user, pk)
    form = ClockForm(request.POST or None, initial={name: getattr(found, name) for name in FIELDS})
    if request.method == "POST" and form.is_valid():
        change_clock(found.jurisdiction, **form.cleaned_data, by=request.user)
        messages.success(request, _now("Saved. It holds for requests that come from now on."))
        return redirect("privacy_requests:clocks")
    return render(
        request, "privacy/requests/clock.html", {"clock": found, "form": form}, status=422 if form.is_bound else 200
    )
