"""All figures of one set of probabilities, to be stored with the run that made them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from numpy.typing import ArrayLike

from idic.methods.classification_metrics.agreement import (
    Bin,
    HosmerLemeshow,
    InTheLarge,
    brier_of,
    equal_count_of,
    equal_width_of,
    expected_calibration_error,
    hosmer_lemeshow_of,
    in_the_large_of,
    log_loss_of,
)
from idic.methods.classification_metrics.lift import Part, parts_of
from idic.methods.classification_metrics.pairs import pairs
from idic.methods.classification_metrics.ranking import Interval, auc_of, average_precision_of, ks_of

ONE_CLASS = "one_class"
NOBODY_LEFT = "no_events"
TOO_FEW_GROUPS = "too_few_groups"


@dataclass(frozen=True, slots=True)
class Metrics:
    """A figure that cannot be known is None and its reason stands in `missing`, a code by the figure's name.

    `ece` is over the bins of equal width.
    """

    n: int
    positives: int
    base_rate: float
    auc: Interval | None
    gini: float | None
    ks: float | None
    average_precision: float | None
    log_loss: float
    brier: float
    ece: float
    hosmer_lemeshow: HosmerLemeshow | None
    calibration_in_the_large: InTheLarge
    deciles: tuple[Part, ...]
    equal_width: tuple[Bin, ...]
    equal_count: tuple[Bin, ...]
    missing: Mapping[str, str]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Metrics:
        values = dict(document)
        for name, kind in (("auc", Interval), ("hosmer_lemeshow", HosmerLemeshow)):
            values[name] = kind(**values[name]) if values[name] is not None else None
        values["calibration_in_the_large"] = InTheLarge(**values["calibration_in_the_large"])
        values["deciles"] = tuple(Part(**one) for one in values["deciles"])
        for name in ("equal_width", "equal_count"):
            values[name] = tuple(Bin(**one) for one in values[name])
        return cls(**values)


def measure(outcome: ArrayLike, probability: ArrayLike, *, bins: int = 10) -> Metrics:
    """`outcome` 0 or 1 and `probability` of the same rows, which no part of the model has seen."""
    given = pairs(outcome, probability)
    missing: dict[str, str] = {}
    if given.one_class:
        missing = dict.fromkeys(("auc", "gini", "ks", "average_precision"), ONE_CLASS)
    if not given.positives:
        missing["deciles"] = NOBODY_LEFT
    area = auc_of(given)
    test = hosmer_lemeshow_of(given, bins)
    if test is None:
        missing["hosmer_lemeshow"] = TOO_FEW_GROUPS
    table = equal_width_of(given, bins)
    return Metrics(
        n=given.size,
        positives=given.positives,
        base_rate=given.positives / given.size,
        auc=area,
        gini=None if area is None else 2 * area.value - 1,
        ks=ks_of(given),
        average_precision=average_precision_of(given),
        log_loss=log_loss_of(given),
        brier=brier_of(given),
        ece=expected_calibration_error(table),
        hosmer_lemeshow=test,
        calibration_in_the_large=in_the_large_of(given),
        deciles=parts_of(given),
        equal_width=table,
        equal_count=equal_count_of(given, bins),
        missing=missing,
    )
