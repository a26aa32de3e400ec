from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.differentiate.enums import RfmScheme, Tier
from idic.domain.differentiate.models import Refresh
from idic.domain.differentiate.queries.customer_list import CustomerFilters, listed_customers, order_of
from idic.domain.differentiate.queries.refreshes import newest_refresh
from idic.doors.web.refresh.panel import refresh_panel
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.segments.links import customer_url, customers_url
from idic.doors.web.value import charts
from idic.doors.web.value.words import MODELS, PARAMETERS, TIER_ACTIONS, verdict, warnings_in_words
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import may, require
from idic.foundation.languages import formats
from idic.foundation.paging.keyset import keyset_page

_CLASSES = {"BgNbd": "bgnbd", "MbgNbd": "mbgnbd", "ParetoNbd": "pareto_nbd"}


@dataclass(frozen=True)
class TierRow:
    name: str
    action: str
    url: str
    customers: int
    share: float | None
    value: Decimal | None
    value_share: float | None


@dataclass(frozen=True)
class FittedModel:
    title: str
    text: str
    parameters: list[tuple[str, str]]


@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    refresh = newest_refresh(request.user)
    context: dict[str, Any] = {"refresh": refresh, "panel": refresh_panel(request.user, refresh),
                               "may_change": may(request.user, "refresh.run")}  # fmt: skip
    if refresh is not None:
        context |= _shown(refresh)
    return render(request, "value/overview.html", context)


@require_GET
def cell(request: SignedInRequest, r: int, f: int) -> HttpResponse:
    """The customers behind one field of the grid, those who spent most first."""
    require(request.user, "value.see")
    if not (1 <= r <= 5 and 1 <= f <= 5):
        raise NotVisible
    customers = listed_customers(request.user, CustomerFilters(r=r, f=f), sort="spend")
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(customers, order_of("spend", descending=True), cursor=cursor)
    context = {
        "r": r, "f": f, "page": page, "rows": [(one, customer_url(one.pk)) for one in page.rows],
        "currency": settings.CONFIGURATION.currency,
    }  # fmt: skip
    return render(request, "value/cell.html", context)


def _shown(refresh: Refresh) -> dict[str, Any]:
    figures, fitted = refresh.figures, refresh.fitted
    currency = str(refresh.parameters.get("currency", settings.CONFIGURATION.currency))
    worth = figures.get("lifetime_value")
    return {
        "currency": currency,
        "money": f"money:{currency}",
        "figures": {
            "buyers": formats.number(figures.get("buyers") or 0),
            "of_customers": _("of %(count)s customers") % {"count": formats.number(figures.get("customers") or 0)},
            "spend": formats.whole_money(Decimal(figures.get("spend") or 0), currency),
            "worth_hint": _equity_band(refresh.fitted.get("equity_band"), currency),
            "worth": formats.whole_money(Decimal(worth), currency) if worth is not None else "–",
            "alive": formats.percent(figures["p_alive"]) if figures.get("p_alive") is not None else "–",
            "customers_url": customers_url(),
            "by_value_url": customers_url(sort="-value"),
            "by_spend_url": customers_url(sort="-spend"),
        },
        "tiers": _tiers(figures),
        "grid": charts.rfm_grid(figures, currency),
        "groups": charts.rfm_groups(figures, currency),
        "tense": charts.tenses(figures),
        "curve": charts.value_curve(figures),
        "models": _models(fitted),
        "assumptions": _assumptions(refresh, currency),
        "margins": _margins(refresh),
        "held_out": fitted.get("hold_out"),
        "hold_out": charts.hold_out(fitted["hold_out"]) if fitted.get("hold_out") else None,
        "verdict": verdict(fitted["hold_out"]) if fitted.get("hold_out") else None,
        "warnings": warnings_in_words(refresh.warnings),
    }


def _equity_band(band: dict[str, Any] | None, currency: str) -> str:
    if not band:
        return _("expected, discounted, at margin")
    return _("in four of five cases between %(low)s and %(high)s") % {
        "low": formats.whole_money(Decimal(str(band["low"])), currency),
        "high": formats.whole_money(Decimal(str(band["high"])), currency),
    }


def _tiers(figures: dict[str, Any]) -> list[TierRow]:
    kept = figures.get("tier", {})
    people = sum(one["customers"] for one in kept.values())
    worth = {code: Decimal(one["lifetime_value"]) for code, one in kept.items() if one.get("lifetime_value")}
    whole = sum(worth.values(), Decimal(0))
    return [
        TierRow(
            name=str(label),
            action=str(TIER_ACTIONS[code]),
            url=customers_url(tier=code),
            customers=kept[code]["customers"] if code in kept else 0,
            share=kept[code]["customers"] / people if code in kept and people else None,
            value=worth.get(code),
            value_share=float(worth[code] / whole) if code in worth and whole > 0 else None,
        )
        for code, label in Tier.choices
    ]


def _models(fitted: dict[str, Any]) -> list[FittedModel]:
    purchases = _CLASSES.get(fitted.get("purchases", {}).get("model", ""), "bgnbd")
    name, text = MODELS[purchases]
    described = (
        ("purchases", _("How often they buy: %(model)s") % {"model": name}, str(text)),
        ("spend", _("How much they spend: gamma-gamma"),
         _("Each customer spends around a mean of their own, whatever the number of purchases.")),
    )  # fmt: skip
    return [FittedModel(title, text, _parameters(fitted[code])) for code, title, text in described if fitted.get(code)]


def _parameters(fit: dict[str, Any]) -> list[tuple[str, str]]:
    given = fit["parameters"]
    rows = [(str(label), formats.number(given[name], 4)) for name, label in PARAMETERS.items() if name in given]
    rows.append((_("Log-likelihood"), formats.number(fit["log_likelihood"], 1)))
    rows.append((_("Customers in the fit"), formats.number(fit["n"])))
    rows.append((_("Did the fitting settle?"), _("Yes") if fit["converged"] else _("No")))
    return rows


def _margins(refresh: Refresh) -> dict[str, Any] | None:
    """What the margins of the categories came to; None where one margin held for all."""
    told: dict[str, Any] | None = refresh.fitted.get("margins")
    return told if told and told["mean"] is not None else None


def _assumptions(refresh: Refresh, currency: str) -> list[tuple[str, str]]:
    given = refresh.parameters
    rows = [(_("Figures as of"), formats.day(refresh.as_of, "long"))]
    if "horizon_weeks" in given:
        rows.append((_("Looking ahead"), _("%(weeks)s weeks") % {"weeks": formats.number(given["horizon_weeks"])}))
    if "annual_discount" in given:
        rows.append((_("Discount each year"), formats.percent(given["annual_discount"])))
    if "margin" in given:
        rows.append((_("Margin on net spend"), formats.percent(given["margin"])))
    told = _margins(refresh)
    if told:
        span = {"lowest": formats.percent(told["lowest"]), "highest": formats.percent(told["highest"])}
        rows.append((_("Categories with a margin of their own"), formats.number(told["categories"])))
        rows.append((_("Margin of all that was bought"), formats.percent(told["mean"])))
        rows.append((_("Margin by customer"), _("from %(lowest)s to %(highest)s") % span))
    if given.get("cost_to_serve"):
        cost = formats.whole_money(Decimal(str(given["cost_to_serve"])), currency)
        rows.append((_("Cost of serving one customer, a year"), cost))
    if "rfm_scheme" in given:
        rows.append((_("How recency, frequency and spend are scored"), str(RfmScheme(given["rfm_scheme"]).label)))
    return [*rows, (_("Currency"), currency)]
