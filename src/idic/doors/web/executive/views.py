from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.differentiate.executive.errors import ExecutiveError, TargetRefused
from idic.domain.differentiate.executive.figures import BY_CODE, ExecutiveFigure
from idic.domain.differentiate.executive.operations.targets import set_target
from idic.domain.differentiate.executive.queries.readings import Targets, newest_reading, targets
from idic.domain.differentiate.models import ExecutiveTarget
from idic.domain.differentiate.queries.refreshes import newest_refresh
from idic.doors.web.executive import charts, words
from idic.doors.web.executive.cards import card_of, cards_of
from idic.doors.web.executive.forms import TargetForm
from idic.doors.web.executive.scenarios import scenarios_of
from idic.doors.web.refresh.panel import refresh_panel
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.doors.web.undo.offering import say_done
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import may
from idic.foundation.languages import formats
from idic.warehouse.marts.months import month_day


@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    found = newest_reading(request.user)
    context: dict[str, Any] = {"found": found}
    if found is None:
        if may(request.user, "value.see"):
            context["panel"] = refresh_panel(request.user, newest_refresh(request.user))
        return render(request, "executive/overview.html", context)
    reading, content = found
    context |= {
        "as_of": reading.as_of, "month": formats.month(month_day(content.last)),
        "cards": cards_of(content, targets(request.user)), "scenarios": scenarios_of(content, request.GET),
    }  # fmt: skip
    template = "executive/scenarios.html" if request.htmx and "kept" in request.GET else "executive/overview.html"
    return render(request, template, context)


@require_http_methods(["GET", "POST"])
def figure(request: SignedInRequest, code: str) -> HttpResponse:
    known = _figure(code)
    found = newest_reading(request.user)
    if found is None:
        return HttpResponseRedirect(reverse("executive:overview"))
    told = targets(request.user)
    today = timezone.localdate()
    form = TargetForm(
        request.POST if request.method == "POST" else None, figure=known, today=today,
        initial={"starts_on": today.replace(day=1).isoformat()},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            target = set_target(
                code, starts_on=form.cleaned_data["starts_on"], value=form.told_value(), tolerance=form.told_tolerance(),
                by=request.user,
            )  # fmt: skip
        except TargetRefused as error:
            tell(form, error)
        else:
            assert target is not None
            say_done(request, _("The target is set."), noun="target", pk=target.pk)
            return HttpResponseRedirect(request.path)
    _reading, content = found
    causes = [
        {
            "id": f"factors-{cause.against}",
            "month": formats.month(month_day(cause.against)),
            "factors": charts.factors(cause, content.currency) if cause.factors else None,
            "members": [
                (f"{name}-{cause.against}", str(label), charts.members(name, cause, str(label), content.currency))
                for name, label in words.DIMENSIONS.items()
                if name in cause.members
            ],
            "against": cause.against,
        }
        for cause in (content.causes if known.code == "net_sales" else ())
    ]  # fmt: skip
    context = {
        "figure": known, "card": card_of(known, content, told), "course": charts.course(known, content, told),
        "form_name": charts.form_of(known, content.currency), "money": f"money:{content.currency}", "causes": causes,
        "month": formats.month(month_day(content.last)), "form": form, "told": _listed(known, told, content.currency),
        "may_set": may(request.user, "report.manage"),
    }  # fmt: skip
    return render(request, "executive/figure.html", context, status=422 if form.errors else 200)


@require_POST
def remove_target(request: SignedInRequest, code: str, month: str) -> HttpResponse:
    known = _figure(code)
    try:
        day = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise NotVisible from None
    target = next((one for one in targets(request.user)[known.code] if one.starts_on == day), None)
    if target is None:
        raise NotVisible
    try:
        set_target(code, starts_on=day, value=None, version=target.version, by=request.user)
    except ExecutiveError as error:
        messages.error(request, str(error))
    else:
        say_done(request, _("The target was taken away."), noun="target", pk=target.pk)
    return HttpResponseRedirect(reverse("executive:figure", args=[code]))


def _figure(code: str) -> ExecutiveFigure:
    if code not in BY_CODE:
        raise NotVisible
    return BY_CODE[code]


def _listed(figure: ExecutiveFigure, told: Targets, currency: str) -> list[tuple[ExecutiveTarget, str, str]]:
    return [
        (target, words.shown(figure, float(target.value), currency), formats.percent(Decimal(str(target.tolerance)), 0))
        for target in told[figure.code]
    ]
