"""Figures, lights and reasons as a director reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idic.domain.differentiate.executive.content import Ahead, Cause, Content
from idic.domain.differentiate.executive.figures import ExecutiveFigure
from idic.domain.differentiate.executive.lights import Judged, Light
from idic.foundation.languages import formats
from idic.foundation.languages.provinces import shown_province
from idic.warehouse.marts.months import month_day

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from idic.methods.drivers import Contribution

LIGHTS: dict[Light, str | _StrPromise] = {
    Light.GREEN: gettext_lazy("On target"),
    Light.AMBER: gettext_lazy("Just off target"),
    Light.RED: gettext_lazy("Off target"),
    Light.NONE: gettext_lazy("No target"),
}
LIGHT_TONES = {Light.GREEN: "success", Light.AMBER: "warning", Light.RED: "danger", Light.NONE: "neutral"}
LIGHT_ICONS = {
    Light.GREEN: "circle-check", Light.AMBER: "alert-circle", Light.RED: "alert-triangle", Light.NONE: "target-off",
}  # fmt: skip

FACTORS: dict[str, str | _StrPromise] = {
    "buyers": gettext_lazy("Number of buyers"),
    "purchases_per_buyer": gettext_lazy("Purchases per buyer"),
    "spend_per_purchase": gettext_lazy("Spend per purchase"),
}
DIMENSIONS: dict[str, str | _StrPromise] = {
    "province": gettext_lazy("Province"),
    "category": gettext_lazy("Category"),
    "channel": gettext_lazy("Channel"),
    "place": gettext_lazy("Shop or place"),
}
NO_FORECAST: dict[str, str | _StrPromise] = {
    "too_short": gettext_lazy("A forecast needs twelve whole months without a gap."),
    "worse_than_naive": gettext_lazy(
        "No forecast is shown: on the months held back it was worse than saying “as last time”."
    ),
    "not_fitted": gettext_lazy("No forecast is shown: no model fits these months."),
}


def shown(figure: ExecutiveFigure, value: float | None, currency: str, *, short: bool = False) -> str:
    if value is None:
        return "–"
    if figure.form == "money":
        return formats.whole_money(value, currency)
    if figure.form == "share":
        return formats.percent(value)
    return formats.compact(value) if short else formats.number(value, 0)


def member_name(dimension: str, name: str) -> str:
    if name == "*":
        return _("All others together")
    if not name:
        return _("Not known")
    return shown_province(name) if dimension == "province" else name


def light_sentence(judged: Judged) -> str:
    if judged.light is Light.NONE:
        return _("Set a target, and a light shows how far the figure is from it.")
    if judged.distance is None:
        return str(LIGHTS[judged.light])
    share = formats.percent(abs(judged.distance))
    if judged.light is Light.GREEN:
        return _("Better than the target by %(share)s.") % {"share": share}
    return _("Off the target by %(share)s.") % {"share": share}


def reason(figure: ExecutiveFigure, content: Content) -> str:
    """Where the change sits, in one sentence; "" where nothing can be said."""
    cause = next(iter(content.causes), None)
    now = content.value(figure.code, content.last)
    if cause is None or now is None:
        return ""
    before = content.value(figure.code, cause.against)
    if before is None:
        return ""
    month = formats.month(month_day(cause.against))
    values = {"month": month, "change": _change(figure, now, before, content.currency)}
    largest = _largest(cause)
    if figure.code != "net_sales" or largest is None or now == before:
        return _("%(change)s against %(month)s.") % values
    driver, dimension, member = largest
    named = {
        **values, "driver": str(FACTORS[driver.name]), "part": _signed_money(driver.change, content.currency),
        "dimension": str(DIMENSIONS[dimension]), "member": member_name(dimension, member.name),
        "share": _signed_money(member.change, content.currency),
    }  # fmt: skip
    return (
        _(
            "%(change)s against %(month)s. Most of it comes from “%(driver)s” (%(part)s); the largest part sits in "
            "%(dimension)s: %(member)s (%(share)s)."
        )
        % named
    )


def ahead_sentence(figure: ExecutiveFigure, ahead: Ahead, last: int, currency: str) -> str:
    if not ahead.mean:
        return str(NO_FORECAST.get(ahead.reason, ""))
    return _("%(month)s: %(mean)s expected, between %(low)s and %(high)s in %(level)s of cases.") % {
        "month": formats.month(month_day(last + 1)),
        "mean": shown(figure, ahead.mean[0], currency),
        "low": shown(figure, ahead.lower[0], currency),
        "high": shown(figure, ahead.upper[0], currency),
        "level": formats.percent(ahead.level, 0),
    }


def _largest(cause: Cause) -> tuple[Contribution, str, Contribution] | None:
    """The factor and the named member that moved most, in the direction of the whole."""
    members = [
        (dimension, row)
        for dimension, rows in cause.members.items()
        for row in rows
        if row.name not in {"*", ""} and row.share is not None and row.share > 0
    ]
    factors = [one for one in cause.factors if one.share is not None and one.share > 0]
    if not members or not factors:
        return None
    dimension, member = max(members, key=lambda one: abs(one[1].change))
    return max(factors, key=lambda one: abs(one.change)), dimension, member


def _change(figure: ExecutiveFigure, now: float, before: float, currency: str) -> str:
    if figure.form == "share":
        points = (now - before) * 100
        return _("%(points)s percentage points") % {"points": ("+" if points > 0 else "") + formats.number(points, 1)}
    return formats.signed_percent((now - before) / abs(before)) if before else shown(figure, now - before, currency)


def _signed_money(amount: float, currency: str) -> str:
    return ("+" if amount > 0 else "") + formats.whole_money(amount, currency)
