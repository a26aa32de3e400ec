"""The figures of a model as rows that a page or a comparison shows, each with what it means in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from idic.domain.differentiate.models import TrainedModel
from idic.domain.differentiate.registry.enums import Purpose
from idic.doors.web.models.words import READINGS
from idic.foundation.languages import formats


@dataclass(frozen=True)
class Figure:
    code: str
    label: str
    value: str
    meaning: str


@dataclass(frozen=True)
class Beside:
    """One learner or baseline in the table of those laid beside each other."""

    name: str
    auc: str
    log_loss: str
    brier: str
    is_main: bool


def learner_name(code: str) -> str:
    return {
        "boosting": _("Boosted trees (LightGBM)"), "logistic": _("Logistic regression"),
        "prevalence": _("Everybody the same (prevalence)"), "rfm_rule": _("Rule by recency, frequency and spend"),
    }.get(code, code)  # fmt: skip


def figures_of(model: TrainedModel) -> list[Figure]:
    if not model.figures:
        return []
    if model.purpose == Purpose.NEEDS:
        return _of_clusters(model.figures)
    return _of_classifier(model.figures["metrics"])


def _of_classifier(metrics: dict[str, Any]) -> list[Figure]:
    lifted = next((one["lift"] for one in metrics["deciles"]), None)
    test = metrics["hosmer_lemeshow"]
    return [
        Figure("auc", _("Sorting power (AUC)"), _interval(metrics["auc"]),
               _("How often somebody with the outcome stands before somebody without it: 50% means chance, 100% means perfect.")),
        Figure("gini", _("Gini"), _number(metrics["gini"], 3), _("The same from 0 (chance) to 1 (perfect).")),
        Figure("ks", _("Kolmogorov-Smirnov"), _number(metrics["ks"], 3),
               _("The widest gap between those with and those without the outcome, from 0 to 1.")),
        Figure("ap", _("Average precision"), _number(metrics["average_precision"], 3),
               _("How pure the top of the list is; the share with the outcome would be chance.")),
        Figure("lift", _("Lift in the top tenth"), _times(lifted),
               _("How many times more of those with the outcome stand there than in a tenth drawn by lot.")),
        Figure("base", _("Share with the outcome"), formats.percent(metrics["base_rate"]),
               _("In the held-out window: %(count)s customers.") % {"count": formats.number(metrics["n"])}),
        Figure("log_loss", _("Log loss"), _number(metrics["log_loss"], 3), _("The error of the probabilities; lower is better.")),
        Figure("brier", _("Brier score"), _number(metrics["brier"], 3),
               _("Mean squared error of the probabilities; lower is better.")),
        Figure("ece", _("Calibration error"), formats.percent(metrics["ece"]),
               _("By how much probabilities and what came about differ on the average.")),
        Figure("hl", _("Hosmer-Lemeshow"), _("p = %(p)s") % {"p": _number(test["p"], 3)} if test else "–",
               _("A small p (below 0.05) says that the probabilities are off by more than chance.")),
    ]  # fmt: skip


def _of_clusters(figures: dict[str, Any]) -> list[Figure]:
    stable = figures["stability"]["mean"]
    return [
        Figure("k", _("Clusters"), formats.number(figures["k"]), _("How many kinds of needs were found.")),
        Figure("silhouette", _("Silhouette"), _number(figures["silhouette"], 3), str(READINGS[figures["reading"]])),
        Figure("stability", _("Stability (mean Rand index)"), _number(stable, 3),
               _("Whether the same clusters come out of customers drawn anew: 1 is the same, below 0.6 is not.")),
        Figure("smallest", _("Smallest cluster"), formats.number(min(figures["sizes"])), _("Customers in it.")),
    ]  # fmt: skip


def beside(model: TrainedModel) -> list[Beside]:
    if not model.figures or model.purpose == Purpose.NEEDS:
        return []
    figures = model.figures
    rows = [(figures["learner"], figures["metrics"], True)]
    rows += [(code, one, False) for code, one in figures["beside"].items()]
    rows += [(code, one, False) for code, one in figures["baselines"].items()]
    return [
        Beside(
            learner_name(code), _interval(one["auc"]), _number(one["log_loss"], 3), _number(one["brier"], 3), is_main
        )
        for code, one, is_main in rows
    ]


def _interval(auc: dict[str, float] | None) -> str:
    if auc is None:
        return _("not known: one outcome only")
    return _("%(value)s (%(low)s to %(high)s)") % {
        name: formats.number(round(auc[name], 3), 3) for name in ("value", "low", "high")
    }


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else formats.number(round(value, digits), digits)


def _times(value: float | None) -> str:
    return "–" if value is None else _("%(times)s times") % {"times": formats.number(round(value, 1), 1)}
