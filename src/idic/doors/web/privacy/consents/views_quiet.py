from __future__ import annotations

from datetime import time

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from idic.domain.identify.privacy.enums import Channel
from idic.domain.identify.privacy.operations.quiet_hours import set_quiet_hours
from idic.domain.identify.privacy.queries.quiet_hours import quiet_hours
from idic.doors.web.privacy.consents.forms import QuietForm
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may, require


@require_http_methods(["GET", "POST"])
def quiet(request: SignedInRequest) -> HttpResponse:
    require(request.user, "privacy.see" if request.method == "GET" else "privacy.manage")
    channels = [(code, str(label)) for code, label in Channel.choices]
    initial: dict[str, time] = {}
    for one in quiet_hours(request.user):
        initial |= {f"starts_{one.channel}": one.starts, f"ends_{one.channel}": one.ends}
    form = QuietForm(request.POST if request.method == "POST" else None, initial=initial, channels=channels)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            told = form.cleaned_data
            set_quiet_hours(
                {
                    code: (told[f"starts_{code}"], told[f"ends_{code}"]) if told[f"starts_{code}"] is not None else None
                    for code, _label in channels
                },
                by=request.user,
            )
            messages.success(request, _("The quiet hours are saved."))
            return redirect("consents:quiet")
        status = 422
    rows = [(label, form[f"starts_{code}"], form[f"ends_{code}"]) for code, label in channels]
    context = {
        "form": form,
        "rows": rows,
        "may_manage": may(request.user, "privacy.manage"),
        "zone": settings.TIME_ZONE,
    }
    return render(request, "privacy/consents/quiet.html", context, status=status)
