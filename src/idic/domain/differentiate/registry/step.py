"""The models in use, as a step of the refresh. Where none is in use, nothing heavy is loaded."""

from __future__ import annotations

import numpy as np

from idic.domain.differentiate.registry.queries.models import models_in_use
from idic.domain.differentiate.scoring.steps import Turn, score_step


@score_step("models")
def score_with_models(turn: Turn) -> None:
    # what no model says any more must not stay from the turn before
    turn.columns |= {
        "churn_risk": np.full(turn.customers, np.nan),
        "churn_band": np.full(turn.customers, "", dtype=object),
        "needs_cluster": np.full(turn.customers, np.nan),
    }
    models = models_in_use()
    if not models or turn.snapshot is None:
        return
    from idic.domain.differentiate.registry.scoring import score_turn

    score_turn(turn, models)
