"""One run: examples, the model beside a simpler one and the baselines, its figures, and what it says of the reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from idic.domain.differentiate.risk.examples import Examples
from idic.domain.differentiate.risk.question import Question

if TYPE_CHECKING:
    from idic.methods.classification import Classifier, FeatureTable, Training

#: Shares of the base in the high band, and in the high or the medium one.
HIGH, MEDIUM = 0.10, 0.40
_SHOWN_FEATURES = 8
_CURVE_POINTS = 50
_REPEATS = 5
_PICTURED_ROWS = 2_000
_RFM = ("recency_days", "frequency", "spend")


@dataclass
class Trained:
    """`content` is None where nothing could be fitted; `warnings` then say why."""

    content: dict[str, Any] | None
    figures: dict[str, Any]
    warnings: list[dict[str, Any]] = field(default_factory=list)
    is_offered: bool = False


def train(rows: Examples, question: Question, *, seed: int, report: Any) -> Trained:
    from idic.methods import classification

    table = classification.FeatureTable.of(rows.columns)
    rfm = _RFM if set(_RFM) <= set(rows.columns) and question.is_dated else None
    several = question.is_dated and len(set(rows.period.tolist())) > 1
    kinds: tuple[Literal["boosting", "logistic"], ...] = ("logistic",)
    if question.learner == "boosting":
        kinds = ("boosting", "logistic")
    runs: dict[str, Training] = {}
    for number, kind in enumerate(kinds):
        report("model_train", number, len(kinds))
        runs[kind] = classification.train(
            table, rows.outcome, customers=rows.customers, periods=rows.period if several else None, rfm=rfm,
            kind=kind, seed=seed,
        )  # fmt: skip
    run = runs[kinds[0]]
    warnings = [{"code": one.code, "count": one.count} for one in run.warnings]
    if rows.drawn_from:
        warnings.append({"code": "sampled", "count": rows.drawn_from, "used": int(rows.customers.size)})
    if not question.is_dated:
        warnings.append({"code": "no_dates"})
    if run.model is None or run.metrics is None:
        return Trained(None, {}, [*warnings, {"code": run.reason or "too_few_rows"}])
    report("model_explain", 0, 1)
    figures = _figures(runs, kinds[0], question)
    figures |= _explained(run.model, table.take(run.held_out_rows), run.held_out_outcome)
    verdict = worse_than(figures)
    warnings += [{"code": code} for code in verdict]
    if "logistic" in figures["beside"] and _auc(figures["beside"]["logistic"]) >= _auc(figures["metrics"]):
        warnings.append({"code": "simpler_as_good"})
    content = {"classifier": run.model.to_json(), "question": question.as_dict(), "bands": figures["bands"]}
    return Trained(content, figures, warnings, is_offered=not verdict)


def worse_than(figures: dict[str, Any]) -> list[str]:
    """Codes of the baselines that the model does not beat on rows it has not seen; empty: it may be offered."""
    metrics, baselines = figures["metrics"], figures["baselines"]
    area = metrics["auc"]
    found = []
    if area is None or area["low"] <= 0.5:
        found.append("no_better_than_chance")
    if "prevalence" in baselines and metrics["log_loss"] >= baselines["prevalence"]["log_loss"]:
        found.append("worse_than_prevalence")
    if "rfm_rule" in baselines and _auc(metrics) < _auc(baselines["rfm_rule"]):
        found.append("worse_than_rfm_rule")
    return found


def _auc(metrics: dict[str, Any]) -> float:
    return float(metrics["auc"]["value"]) if metrics.get("auc") else 0.0


def _figures(runs: dict[str, Training], main: str, question: Question) -> dict[str, Any]:
    from idic.methods import classification_metrics

    run = runs[main]
    assert run.metrics is not None
    outcome, probability = run.held_out_outcome, run.held_out_probability
    cut = classification_metrics.profit_cut(
        outcome, probability, save_rate=question.save_rate, value=question.worth, contact_cost=question.contact_cost
    )
    at = cut.cut if cut.cut is not None else 1.01
    table = classification_metrics.confusion(outcome, probability, at)
    curve = classification_metrics.roc_curve(outcome, probability)
    points = _thinned(len(cut.curve_contacts))
    return {
        "learner": main,
        "metrics": run.metrics.to_json(),
        "beside": {
            kind: one.metrics.to_json() for kind, one in runs.items() if kind != main and one.metrics is not None
        },
        "baselines": {name: one.to_json() for name, one in run.baselines.items()},
        "profit": {
            "contacts": cut.contacts, "share": cut.share, "cut": cut.cut, "profit": cut.profit,
            "curve": [[int(cut.curve_contacts[one]), round(float(cut.curve_profit[one]), 2)] for one in points],
        },
        "confusion": {
            "true_positive": table.true_positive, "false_positive": table.false_positive,
            "false_negative": table.false_negative, "true_negative": table.true_negative,
        },
        "roc": _roc(curve),
        "bands": {
            "high": float(np.quantile(probability, 1 - HIGH)), "medium": float(np.quantile(probability, 1 - MEDIUM)),
        },
    }  # fmt: skip


def _roc(curve: Any) -> list[list[float]]:
    if curve is None:
        return []
    x, y = np.asarray(curve.x, dtype=np.float64), np.asarray(curve.y, dtype=np.float64)
    return [[round(float(x[one]), 4), round(float(y[one]), 4)] for one in _thinned(len(x))]


def _thinned(size: int) -> NDArray[np.int64]:
    return np.unique(np.linspace(0, max(size - 1, 0), min(size, _CURVE_POINTS)).astype(np.int64))


def _explained(model: Classifier, table: FeatureTable, outcome: NDArray[Any]) -> dict[str, Any]:
    """Overall reasons: what is lost without a feature, and how the probability moves with it, inside its 1-99 %."""
    from idic.methods import sensitivity

    if table.rows > _PICTURED_ROWS:
        keep = np.arange(_PICTURED_ROWS)
        table, outcome = table.take(keep), outcome[:_PICTURED_ROWS]
    ranked: list[dict[str, Any]] = []
    found = sensitivity.permutation_importance(model.score, table, outcome, names=model.feature_names, repeats=_REPEATS)
    if found is not None:
        ranked = [
            {"feature": name, "drop": round(float(mean), 5), "sd": round(float(sd), 5)}
            for name, mean, sd in zip(found.names, found.mean, found.sd, strict=True)
        ]
    numbers = [one["feature"] for one in ranked if one["feature"] in table.numbers] or sorted(table.numbers)
    partial = [_partial(model, table, name) for name in numbers[:_SHOWN_FEATURES]]
    typical = {}
    for name, values in table.numbers.items():
        known = values[~np.isnan(values)]
        if known.size:
            low, usual, high = np.percentile(known, (1, 50, 99))
            typical[name] = [round(float(low), 4), round(float(usual), 4), round(float(high), 4)]
    return {"importance": ranked, "partial": [one for one in partial if one], "typical": typical}


def _partial(model: Classifier, table: FeatureTable, name: str) -> dict[str, Any] | None:
    from idic.methods import sensitivity

    values = table.numbers[name]
    if np.unique(values[~np.isnan(values)]).size < 2:
        return None
    found = sensitivity.partial_dependence(model.score, table, name)
    xs, ys = np.asarray(found.values, dtype=np.float64), np.asarray(found.mean, dtype=np.float64)
    middle = float(np.nanmedian(values))
    return {
        "feature": name,
        "values": [round(float(one), 4) for one in xs],
        "mean": [round(float(one), 5) for one in ys],
        "elasticity": _elasticity(xs, ys, middle),
    }


def _elasticity(xs: NDArray[np.float64], ys: NDArray[np.float64], at: float) -> float | None:
    """Change of the probability in percent for one percent more of the feature, around its median."""
    if xs.size < 2 or at <= 0:
        return None
    low, high = at * 0.9, at * 1.1
    if low < xs[0] or high > xs[-1]:
        return None
    below, here, above = (float(np.interp(one, xs, ys)) for one in (low, at, high))
    return round((above - below) / here / 0.2, 4) if here > 0 else None
