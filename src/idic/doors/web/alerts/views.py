from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.doors.web.alerts.charts import control_picture, form_of
from idic.doors.web.alerts.wording import measure_of, rule_in_words
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may
from idic.foundation.paging.keyset import Order, keyset_page
from idic.warehouse.alerts.errors import PROBLEMS, AlertError
from idic.warehouse.alerts.operations import acknowledge_alert
from idic.warehouse.alerts.queries import access_alert, openings_of, sees_figures, visible_alerts, with_state
from idic.warehouse.alerts.telling import figure_in_words
from idic.warehouse.models import Alert


@require_GET
def alert_list(request: SignedInRequest) -> HttpResponse:
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(with_state(visible_alerts(request.user)), Order("name"), cursor=cursor)
    rows = [_row(request, one) for one in page.rows]
    return render(
        request, "alerts/list.html", {"page": page, "rows": rows, "may_manage": may(request.user, "report.manage")}
    )


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return _detail(request, access_alert(request.user, pk))


@require_POST
def acknowledge(request: SignedInRequest, pk: int) -> HttpResponse:
    alert = access_alert(request.user, pk)
    try:
        acknowledge_alert(alert, note=request.POST.get("note", "").replace("\0", ""), by=request.user)
    except AlertError as error:
        return _detail(request, alert, problem=str(error), status=422)
    messages.success(request, _("Written down. The alert rings again when a later figure leaves the band."))
    return redirect("alerts:detail", pk)


def _row(request: SignedInRequest, alert: Alert) -> dict[str, Any]:
    last = alert.series[-1] if alert.series else None
    return {
        "alert": alert, "measure": measure_of(alert), "is_open": getattr(alert, "is_open", False),
        "figure": figure_in_words(alert, last[1]) if last and sees_figures(request.user, alert) else "–",
        "problem": str(PROBLEMS.get(alert.problem, PROBLEMS["failed"])) if alert.problem else "",
    }  # fmt: skip


def _detail(request: SignedInRequest, alert: Alert, *, problem: str = "", status: int = 200) -> HttpResponse:
    openings = openings_of(alert)
    sees = sees_figures(request.user, alert)
    shown: list[dict[str, Any]] = [
        {"opening": one, "rule": rule_in_words(one.rule), "figure": figure_in_words(alert, one.value) if sees else "–"}
        for one in openings
    ]
    current = next((one for one in shown if one["opening"].acknowledged_at is None), None)
    context: dict[str, Any] = {
        "alert": alert, "measure": measure_of(alert), "openings": shown, "current": current, "sees": sees,
        "may_manage": may(request.user, "report.manage"), "people": list(alert.people.all()), "form": form_of(alert),
        "picture": control_picture(alert) if sees and alert.series else None, "refused": problem,
        "problem": str(PROBLEMS.get(alert.problem, PROBLEMS["failed"])) if alert.problem else "",
        "first": date.fromisoformat(alert.baseline["first"]), "last": date.fromisoformat(alert.baseline["last"]),
        "low": figure_in_words(alert, alert.baseline["centre"] - 3 * alert.baseline["sigma"]),
        "high": figure_in_words(alert, alert.baseline["centre"] + 3 * alert.baseline["sigma"]),
        "middle": figure_in_words(alert, alert.baseline["centre"]),
    }  # fmt: skip
    return render(request, "alerts/detail.html", context, status=status)
