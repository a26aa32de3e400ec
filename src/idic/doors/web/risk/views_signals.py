"""Early-warning signals: how far each can be trusted, measured on what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from idic.domain.differentiate.registry.enums import Purpose
from idic.domain.differentiate.registry.queries.models import access_models, model_in_use
from idic.domain.differentiate.risk.question import read_question
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may, require
from idic.foundation.languages import formats

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SIGNALS: dict[str, tuple[str | _StrPromise, str | _StrPromise]] = {
    "falling_frequency": (
        gettext_lazy("Falling frequency"),
        gettext_lazy("Purchases of the last 90 days are less than half of those of the 90 days before."),
    ),
    "falling_activity": (
        gettext_lazy("Falling against its own habit"),
        gettext_lazy("Week by week the customer stays below the mean of its own first half year (CUSUM above 4)."),
    ),
    "follow_up_overdue": (
        gettext_lazy("Follow-up overdue"), gettext_lazy("A follow-up was promised and not done on its day."),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class SignalRow:
    name: str
    rule: str
    warnings: int
    hits: int
    hit_rate: str
    recall: str
    lead: str
    now: int


@require_GET
def signals(request: SignedInRequest) -> HttpResponse:
    require(request.user, "value.see")
    model = model_in_use(Purpose.CHURN) or access_models(request.user).filter(
        purpose=Purpose.CHURN, figures__has_key="signals"
    ).first()  # fmt: skip
    kept = model.figures.get("signals", []) if model else []
    context: dict[str, Any] = {
        "model": model, "rows": [_row(one) for one in kept], "may_manage": may(request.user, "model.manage"),
        "horizon": read_question(model.definition).horizon_days if model else 0,
    }  # fmt: skip
    return render(request, "risk/signals.html", context)


def _row(kept: dict[str, Any]) -> SignalRow:
    name, rule = SIGNALS.get(kept["code"], (kept["code"], ""))
    rate = kept["hit_rate"]
    return SignalRow(
        str(name), str(rule), kept["warnings"], kept["hits"],
        _("%(rate)s (%(low)s to %(high)s)") % dict(zip(("rate", "low", "high"), map(formats.percent, rate), strict=True))
        if rate else _("no warning is decided yet"),
        formats.percent(kept["recall"]) if kept["recall"] is not None else "–",
        _("%(days)s days") % {"days": formats.number(kept["median_lead"])} if kept["median_lead"] is not None else "–",
        kept["now"],
    )  # fmt: skip
