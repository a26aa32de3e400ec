from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from idic.doors.web.alerts.forms import AlertForm, initial_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import require
from idic.warehouse.adhoc.errors import AdhocError
from idic.warehouse.alerts.errors import AlertError
from idic.warehouse.alerts.measures import SQL
from idic.warehouse.alerts.operations import archive_alert, change_alert, create_alert
from idic.warehouse.alerts.queries import access_alert
from idic.warehouse.models import Alert, Period, RuleSet


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, "report.manage")
    if request.method == "GET":
        initial: dict[str, Any] = {"period": Period.WEEK, "rules": RuleSet.WESTERN_ELECTRIC}
        query = request.GET.get("query", "")
        if query.isascii() and query.isdecimal():
            initial |= {"measure": SQL, "query": query}
        return _form(request, AlertForm(initial=initial, user=request.user))
    form = AlertForm(request.POST, user=request.user)
    if not form.is_valid():
        return _form(request, form, status=422)
    try:
        alert = create_alert(form.settings(), by=request.user)
    except (AlertError, AdhocError) as error:
        form.add_error(None, str(error))
        return _form(request, form, status=422)
    messages.success(request, _("The alert “%(name)s” is saved.") % {"name": alert.name})
    return redirect("alerts:detail", alert.pk)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    alert = access_alert(request.user, pk)
    require(request.user, "report.manage")
    if request.method == "GET":
        return _form(request, AlertForm(initial=initial_of(alert), user=request.user, alert=alert), alert=alert)
    form = AlertForm(request.POST, user=request.user, alert=alert)
    if not form.is_valid():
        return _form(request, form, alert=alert, status=422)
    try:
        change_alert(alert, form.settings(), version=form.cleaned_data["version"] or 0, by=request.user)
    except (AlertError, AdhocError) as error:
        form.add_error(None, str(error))
        return _form(request, form, alert=alert, status=422)
    messages.success(request, _("The alert “%(name)s” is saved.") % {"name": form.cleaned_data["name"]})
    return redirect("alerts:detail", pk)


@require_POST
def archive(request: SignedInRequest, pk: int) -> HttpResponse:
    alert = access_alert(request.user, pk)
    archive_alert(alert, by=request.user)
    messages.success(request, _("The alert “%(name)s” was put away.") % {"name": alert.name})
    return redirect("alerts:list")


def _form(request: SignedInRequest, form: AlertForm, *, alert: Alert | None = None, status: int = 200) -> HttpResponse:
    return render(request, "alerts/edit.html", {"form": form, "alert": alert}, status=status)
