"""Score of a single pair with trained weights, the same numbers as the bulk run gives (tested against it)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from idic.methods.linkage.fields import Field
from idic.methods.linkage.frequencies import adjustment
from idic.methods.linkage.levels import NO_EVIDENCE, Comparison, Prepared, level_of
from idic.methods.linkage.model import Model, Thresholds
from idic.methods.linkage.preparation import NO_WORDS, Columns, Record, prepare, prepare_field
from idic.methods.linkage.weights import posterior, prior_weight

Decision = Literal["link", "review", "apart"]
Hold = Literal["", "conflict", "other_given_name", "one_contact_only"]


@dataclass(frozen=True, slots=True)
class Step:
    """One bar of the waterfall. `level` -1: no evidence, 0: else. `rarity` is the part that value frequency adds."""

    comparison: str
    level: int
    label: str
    weight: float
    rarity: float

    @property
    def total(self) -> float:
        return self.weight + self.rarity


@dataclass(frozen=True, slots=True)
class Score:
    """`weight` without the prior; `hold`: why the pair is not linked by itself however high the posterior."""

    weight: float
    posterior: float
    prior_weight: float
    waterfall: tuple[Step, ...]
    hold: Hold
    decision: Decision


def prepared(record: Record, model: Model) -> Columns:
    """Columns of one record; keep them when it is compared with many candidates."""
    return prepare(record, model.settings, model.words)


def score(left: Record, right: Record, model: Model) -> Score:
    return score_prepared(prepared(left, model), prepared(right, model), model)


def score_prepared(left: Prepared, right: Prepared, model: Model) -> Score:
    steps = tuple(_step(comparison, left, right, model) for comparison in model.comparisons)
    weight = sum(step.total for step in steps)
    probability = posterior(weight, model.prior)
    levels = [step.level for step in steps]
    hold = hold_of(model, levels)
    return Score(
        weight, probability, prior_weight(model.prior), steps, hold, decide(probability, hold, model.thresholds)
    )


class Probe:
    """One record that is compared with many. Of the others only those fields are prepared that it has itself: where one
    side has nothing there is no evidence, whatever the other says."""

    def __init__(self, record: Record, model: Model) -> None:
        self._model = model
        self._own = self._columns(record, model.settings.fields)
        said = {name for name, value in self._own.items() if value is not None}
        self._fields = [field for field, needs in model.needs if not needs.isdisjoint(said)]

    def score(self, other: Record) -> Score:
        return score_prepared(self._own, self._columns(other, self._fields), self._model)

    def _columns(self, record: Record, fields: Sequence[Field]) -> Columns:
        model = self._model
        columns: Columns = {}
        for field in fields:
            raw = [record.get(column) for column in field.columns]
            if any(one is not None for one in raw):
                columns |= prepare_field(field, raw, model.settings, model.words.get(field.name, NO_WORDS))
        return columns


def decide(probability: float, hold: Hold, thresholds: Thresholds) -> Decision:
    if probability >= thresholds.link:
        return "review" if hold else "link"
    return "review" if probability >= thresholds.review else "apart"


def hold_of(model: Model, levels: Sequence[int]) -> Hold:
    """The order of `levels` is that of `model.comparisons`."""
    pairs = list(zip(model.comparisons, levels, strict=True))
    if any(comparison.conflict and level == 0 for comparison, level in pairs):
        return "conflict" if model.settings.guarded else ""
    if not model.settings.guarded:
        return ""
    proven = any(comparison.conflict and comparison.size == 2 and level == 1 for comparison, level in pairs)
    if proven:
        return ""
    if any(comparison.name.endswith("_given") and level == 0 for comparison, level in pairs):
        return "other_given_name"
    weights = model.plain_weights
    agreeing = [comparison for comparison, level in pairs if level > 0 and weights[comparison.name][level] > 0]
    return "one_contact_only" if len(agreeing) == 1 and agreeing[0].contact else ""


def _step(comparison: Comparison, left: Prepared, right: Prepared, model: Model) -> Step:
    level = level_of(comparison, left, right)
    if level == NO_EVIDENCE:
        return Step(comparison.name, level, "no_evidence", 0.0, 0.0)
    rarity = 0.0
    column = (comparison.levels[-level].frequency or "") if level else ""
    if column in model.frequencies:
        known = model.frequencies[column]
        one, other = (known.get(str(record[column]), 0.0) for record in (left, right))
        rarity = adjustment(model.u[comparison.name][level], one, other, model.settings.frequency_floor)
    return Step(comparison.name, level, comparison.labels[level], model.plain_weights[comparison.name][level], rarity)
