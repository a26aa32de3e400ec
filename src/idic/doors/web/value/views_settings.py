from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from idic.domain.differentiate.errors import ValueSettingRefused, ValueSettingsOutdated
from idic.domain.differentiate.operations.value_settings import change_value_settings
from idic.domain.differentiate.queries.refreshes import newest_refresh
from idic.domain.differentiate.queries.value_settings import access_value_settings
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.value.forms import ValueSettingsForm, as_told
from idic.foundation.accounts.rules import require


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest) -> HttpResponse:
    require(request.user, "refresh.run")
    refresh = newest_refresh(request.user)
    fifths = (refresh.fitted.get("rfm") or {}).get("fifths", {}) if refresh else {}
    told = as_told(access_value_settings(request.user), fifths)
    form = ValueSettingsForm(request.POST if request.method == "POST" else None, initial=told)
    if request.method == "POST" and form.is_valid():
        try:
            change_value_settings(form.parameters(), version=form.cleaned_data["version"], by=request.user)
        except ValueSettingRefused as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        except ValueSettingsOutdated as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved. The next refresh reckons with it."))
            return HttpResponseRedirect(reverse("value:overview"))
    return render(request, "value/settings.html", {"form": form}, status=422 if form.is_bound else 200)
