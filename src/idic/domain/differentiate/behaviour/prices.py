"""Price studies: answers that somebody uploaded, computed by the two published methods."""

from __future__ import annotations

from typing import Any

from idic.domain.differentiate.enums import AnalysisKind
from idic.foundation.jobs.errors import JobRefused

FEWEST_RESPONDENTS = 5


def compute(kind: str, parameters: dict[str, Any]) -> dict[str, Any]:
    if kind == AnalysisKind.VAN_WESTENDORP:
        return _van_westendorp(parameters)
    return _gabor_granger(parameters)


def _van_westendorp(parameters: dict[str, Any]) -> dict[str, Any]:
    import numpy as np

    from idic.methods import prices

    answers = np.array(
        [[np.nan if cell is None else cell for cell in row] for row in parameters["answers"]], dtype=np.float64
    )
    found = prices.van_westendorp(*answers.T, rule=parameters.get("rule", "inclusive"))
    if found.respondents < FEWEST_RESPONDENTS:
        raise JobRefused(
            "too_few_respondents", usable=found.respondents, fewest=FEWEST_RESPONDENTS,
            intransitive=found.intransitive, unanswered=found.unanswered,
        )  # fmt: skip
    curves = found.curves
    return {
        "respondents": found.respondents, "unanswered": found.unanswered, "intransitive": found.intransitive,
        "rule": found.rule, "pmc": found.pmc, "opp": found.opp, "ipp": found.ipp, "pme": found.pme,
        "curves": [
            [float(price), *(round(float(share), 6) for share in shares)]
            for price, *shares in zip(
                curves.price, curves.too_cheap, curves.not_cheap, curves.cheap, curves.expensive, curves.not_expensive,
                curves.too_expensive, strict=True,
            )
        ],
    }  # fmt: skip


def _gabor_granger(parameters: dict[str, Any]) -> dict[str, Any]:
    import numpy as np

    from idic.methods import prices, sensitivity

    cost = parameters.get("cost")
    price, willing = np.array(parameters["answers"], dtype=np.float64).T
    found = prices.gabor_granger(price, willing, cost=cost)
    if found.asked.sum() < FEWEST_RESPONDENTS:
        raise JobRefused("too_few_respondents", usable=int(found.asked.sum()), fewest=FEWEST_RESPONDENTS)
    model = None
    if found.price.size > 2 and 0 < found.willing.sum() < found.asked.sum():
        model = sensitivity.price_response(found.price, found.willing, found.asked)
        model = None if model.drivers.separated else model
    fitted = model.expected_share(found.price) if model else None
    elasticity = model.elasticity(found.price) if model else None
    best = {
        name: {"price": point.price, "index": round(point.index, 4)} if point else None
        for name, point in (("revenue", found.best_revenue), ("profit", found.best_profit))
    }
    return {
        "cost": cost, "pooled": found.pooled, "best": best,
        "rows": [
            {
                "price": float(found.price[at]), "asked": int(found.asked[at]), "willing": int(found.willing[at]),
                "share": round(float(found.share[at]), 6), "monotone": round(float(found.monotone[at]), 6),
                "revenue": round(float(found.revenue[at]), 4),
                "profit": None if found.profit is None else round(float(found.profit[at]), 4),
                "fitted": None if fitted is None else round(float(fitted[at]), 6),
                "elasticity": None if elasticity is None else round(float(elasticity[at]), 4),
            }
            for at in range(found.price.size)
        ],
        "model": {
            name: {"price": best.price, "reason": best.reason}
            for name, best in (
                ("revenue", model.best_modelled()),
                ("profit", model.best_modelled(cost) if cost is not None else None),
            )
            if best is not None
        } if model else None,
    }  # fmt: skip
