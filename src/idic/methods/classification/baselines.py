"""What a model has to beat: everybody at the base rate, and the rule of thumb from recency, frequency and money."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from idic.methods import logit, rfm
from idic.methods.classification.features import FeatureTable

Floats = NDArray[np.float64]
Columns = tuple[str, str, str]

WORST = 15.0


def prevalence(training_outcome: Floats, rows: int) -> Floats:
    return np.full(rows, float(training_outcome.mean()))


def rfm_risk(features: FeatureTable, columns: Columns) -> Floats:
    """15 - (R + F + M): 0 for the best customers, 12 for the worst, 15 for those who never bought.

    `columns`: days since the last order (missing: none), number of orders, money.
    """
    recency, frequency, monetary = (np.asarray(features.column(name), dtype=np.float64) for name in columns)
    scores = rfm.score(recency, frequency, monetary)
    return WORST - (scores.r.astype(np.float64) + scores.f + scores.m)


def rfm_rule(training: FeatureTable, training_outcome: Floats, judged: FeatureTable, columns: Columns) -> Floats:
    """Probabilities for `judged`: the risk of the rule turned into a rate on the training rows."""
    risk = rfm_risk(training, columns)
    design = np.column_stack([np.ones_like(risk), risk])
    found = logit.fit(design, training_outcome, penalty=np.array([0.0, 1e-6]))
    result: Floats = expit(found.coefficients[0] + found.coefficients[1] * rfm_risk(judged, columns))
    return result
