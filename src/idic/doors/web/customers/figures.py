"""The figures over the page of a customer, and the panel that says why they are so."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from idic.domain.differentiate.models import CustomerScore
from idic.doors.web.customers.reasons import Sentence, worded_reasons
from idic.doors.web.shell.stencil import Around, Stencil
from idic.foundation.languages import formats

_BEST = 5
_MODELS = {"BgNbd": "BG/NBD", "MbgNbd": "MBG/NBD", "ParetoNbd": "Pareto/NBD"}

_figures = Stencil(
    "customers/figures.html",
    texts=("value", "value_hint", "spend", "spend_hint", "last", "last_hint", "alive", "alive_hint"),
)
_value = Stencil(
    "customers/value.html", decided=("has_score",),
    texts=("meters", "reasons", "day", "weeks", "model", "margin", "discount", "why_no_score"),
)  # fmt: skip
_meter = Stencil("customers/meter.html", decided=("label", "score", "marks"))


def figures(around: Around, score: CustomerScore, model: str) -> SafeString:
    """`model` of buying, as the refresh calls the one that it chose."""
    currency, unknown, below = settings.CONFIGURATION.currency, _("not known"), _("the reason stands below")
    value = "" if score.lifetime_value is None else formats.whole_money(score.lifetime_value, currency)
    if score.lifetime_value is None:
        value_hint = below
    else:
        weeks = score.refresh.parameters.get("horizon_weeks", "") if score.refresh else ""
        value_hint = _("expected in the next %(weeks)s weeks") % {"weeks": weeks}
    spend = "" if score.monetary is None else formats.whole_money(score.monetary, currency)
    bought = score.frequency
    spend_hint = (
        ngettext("in %(n)s purchase", "in %(n)s purchases", bought) % {"n": bought}
        if bought
        else _("no purchase is known")
    )
    days = score.recency_days
    last_hint = (
        ""
        if days is None
        else ngettext("%(n)s day before the last refresh", "%(n)s days before the last refresh", days) % {"n": days}
    )
    if "one_purchase_day" in score.reasons:
        alive_hint = _("an artefact of one single purchase day")
    elif score.p_alive is None:
        alive_hint = below
    else:
        alive_hint = _("by the %(model)s model") % {"model": _MODELS[model]} if model in _MODELS else ""
    return _figures(
        around, (), value or unknown, value_hint, spend or unknown, spend_hint,
        formats.day(score.last_at) if score.last_at else unknown, last_hint,
        unknown if score.p_alive is None else formats.percent(score.p_alive, 0), alive_hint,
    )  # fmt: skip


def value_panel(around: Around, score: CustomerScore | None, model: str, why_none: str = "") -> SafeString:
    """`why_none` says why there is no score, where that is known."""
    if score is None:
        return _value(around, (False,), "", "", "", "", "", "", "", why_none)
    return _value(around, (True,), _meters(around, score), _reasons(score), *_told(score, model), "")


def _told(score: CustomerScore, model: str) -> tuple[str, str, str, str, str]:
    """Day, weeks, model, margin and discount of the refresh; BG/NBD where none could be fitted, and no margin where
    each customer has one by what they buy."""
    if score.refresh is None:
        return "", "", "", "", ""
    told: Mapping[str, Decimal] = score.refresh.parameters
    return (
        formats.day(score.refresh.as_of, "long"), str(told.get("horizon_weeks", "")),
        _MODELS.get(model, _MODELS["BgNbd"]), "" if told.get("category_margins") else _share(told, "margin"),
        _share(told, "annual_discount"),
    )  # fmt: skip


def _share(told: Mapping[str, Decimal], name: str) -> str:
    return formats.percent(told[name]) if told.get(name) is not None else ""


def _meters(around: Around, score: CustomerScore) -> SafeString:
    told = ((_("Recency"), score.r), (_("Frequency"), score.f), (_("Monetary"), score.m))
    return SafeString(
        "".join(
            _meter(around, (label, value, tuple(step <= value for step in range(1, _BEST + 1))))
            for label, value in told
            if value
        )
    )


def _reasons(score: CustomerScore) -> SafeString:
    sentences = worded_reasons(score, currency=settings.CONFIGURATION.currency)
    titles = {
        "missing": _("What is not known, and why"), "behaviour": _("Behaviour"), "forecast": _("Forecast"),
        "tier": _("Value tier"),
    }  # fmt: skip
    return SafeString("".join(_group(titles[group], sentences, group) for group in titles))


def _group(title: str, sentences: list[Sentence], group: str) -> str:
    told = "".join(f"<li>{escape(one.text)}</li>" for one in sentences if one.group == group)
    return f"<div><h3>{escape(title)}</h3><ul>{told}</ul></div>" if told else ""
