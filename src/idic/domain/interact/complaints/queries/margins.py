"""The margin at risk with a complaint: how far the probability that the customer still buys fell, times what the customer was
worth before. Both moments are seen through the model of buying that the last refresh fitted and wrote down, so that the drop
is the customer's and not another model's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.conf import settings

from idic.domain.differentiate.models import Refresh
from idic.domain.sales.queries.sale_days import sale_days

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from idic.methods.clv.gamma_gamma import GammaGamma
    from idic.methods.clv.lifetime import FittedModel
    from idic.methods.sale_days import Until

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

#: So long after the receipt the drop is looked for; of younger complaints as far as the last refresh knows.
WATCHED_DAYS = 90
_WEEK = 7.0


class Unknown(StrEnum):
    NO_MODEL = "no_model"
    NO_CUSTOMER = "no_customer"
    NO_REFRESH_SINCE = "no_refresh_since"
    # P(alive) of whoever bought on one day only says nothing of them
    TOO_FEW_PURCHASES = "too_few_purchases"


@dataclass(frozen=True, slots=True)
class AtRisk:
    """`amount` None: not known, and `reason` says why. `until`: the day of the later probability."""

    amount: float | None
    before: float | None = None
    after: float | None = None
    value: float | None = None
    until: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class _Model:
    buying: FittedModel
    spending: GammaGamma
    as_of: date
    horizon_weeks: float
    annual_discount: float
    margin: float


def margins_at_risk(told: Sequence[tuple[int | None, date]]) -> list[AtRisk]:
    """One per complaint, by its customer and the day of its receipt. Two statements, whatever their number."""
    model = _model_in_use()
    if model is None:
        return [AtRisk(None, reason=Unknown.NO_MODEL) for _one in told]
    found = [AtRisk(None, reason=_unasked(customer, day, model)) for customer, day in told]
    asked = [place for place, one in enumerate(found) if not one.reason]
    if asked:
        for place, one in zip(asked, _computed([told[place] for place in asked], model), strict=True):
            found[place] = one
    return found


def _unasked(customer: int | None, day: date, model: _Model) -> str:
    if customer is None:
        return Unknown.NO_CUSTOMER
    return Unknown.NO_REFRESH_SINCE if day >= model.as_of else ""


def _computed(told: Sequence[tuple[int | None, date]], model: _Model) -> list[AtRisk]:
    import numpy as np

    from idic.methods.clv.lifetime import clv_over_horizon, weekly_rate
    from idic.methods.complaint_cost import at_risk

    customers = [customer for customer, _day in told if customer is not None]
    history = sale_days(customers, currency=settings.CONFIGURATION.currency)
    place = history.places(np.array(customers, dtype=np.int64))
    day = np.array([one for _customer, one in told], dtype="datetime64[D]").astype(np.int64)
    end = np.minimum(day + WATCHED_DAYS, int(np.datetime64(model.as_of, "D").astype(np.int64)))
    then, later = history.until(place, day), history.until(place, end)
    usable = then.days > 1
    x, t_x, T = _summary(then, day, usable)
    before, after = model.buying.p_alive(x, t_x, T), model.buying.p_alive(*_summary(later, end, usable))
    spend = model.spending.expected_spend(x, then.later[usable] / x)
    value = (
        clv_over_horizon(
            model.buying, x, t_x, T, spend, horizon=model.horizon_weeks, discount=weekly_rate(model.annual_discount),
            margin=model.margin,
        )
        if x.size
        else x
    )  # fmt: skip
    lost = at_risk(before, after, value)
    found = [AtRisk(None, reason=Unknown.TOO_FEW_PURCHASES)] * len(told)
    for row, at in enumerate(np.flatnonzero(usable).tolist()):
        if np.isfinite(lost[row]):
            until = np.datetime64(int(end[at]), "D").astype(date)
            found[at] = AtRisk(float(lost[row]), float(before[row]), float(after[row]), float(value[row]), until)
    return found


def _summary(known: Until, day: Ints, usable: Bools) -> tuple[Floats, Floats, Floats]:
    """As the model has it: purchase days after the first, weeks from the first to the last, weeks from the first to the
    day."""
    repeated = (known.days[usable] - 1).astype(float)
    return repeated, (known.last - known.first)[usable] / _WEEK, (day - known.first)[usable] / _WEEK


def _model_in_use() -> _Model | None:
    """None where no model could be fitted, or its forecast is not shown because a plain guess is better."""
    refresh = Refresh.objects.order_by("-id").only("as_of", "parameters", "fitted", "warnings").first()
    if refresh is None or any(one.get("code") == "lifetime_value_worse_than_naive" for one in refresh.warnings):
        return None
    fitted: Mapping[str, Any] = refresh.fitted
    if "purchases" not in fitted or "spend" not in fitted:
        return None
    from idic.methods.clv.bgnbd import BgNbd
    from idic.methods.clv.gamma_gamma import GammaGamma
    from idic.methods.clv.mbgnbd import MbgNbd
    from idic.methods.clv.pareto_nbd import ParetoNbd

    kinds: dict[str, type[BgNbd | MbgNbd | ParetoNbd]] = {one.__name__: one for one in (BgNbd, MbgNbd, ParetoNbd)}
    kind = kinds.get(fitted["purchases"].get("model", ""))
    told = refresh.parameters
    if kind is None or not told.get("horizon_weeks"):
        return None
    # where categories have margins of their own: what is left on average of all that was sold
    general = (fitted.get("margins") or {}).get("mean") or told.get("margin", 0)
    return _Model(
        kind(**fitted["purchases"]["parameters"]), GammaGamma(**fitted["spend"]["parameters"]), refresh.as_of,
        float(told["horizon_weeks"]), float(told.get("annual_discount", 0)), float(general),
    )  # fmt: skip
