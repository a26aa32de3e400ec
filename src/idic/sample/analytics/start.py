"""What the sample's people want to know of their customers: asked for as anybody would, and answered by the worker.

Nothing here computes. The jobs wait in the queue when the sample is loaded and run while the newcomer looks around.
"""

from __future__ import annotations

from django.db import transaction

from idic.domain.differentiate.behaviour.asking import ON_PURCHASES
from idic.domain.differentiate.models import Analysis, TrainedModel
from idic.domain.differentiate.needs.operations.runs import start_clustering
from idic.domain.differentiate.operations.analyses import ask_for_analysis
from idic.domain.differentiate.risk.operations.runs import start_run, start_training
from idic.foundation.jobs.operations.jobs import start_job
from idic.sample.analytics.people import sample_manager
from idic.sample.analytics.prices import upload_studies
from idic.sample.analytics.questions import CHURN, NEEDS


@transaction.atomic
def start_analytics() -> bool:
    """Once, after scores stand. What is quick to answer is asked first."""
    manager = sample_manager()
    if manager is None or Analysis.objects.exists() or TrainedModel.objects.exists():
        return False
    for kind in ON_PURCHASES:
        ask_for_analysis(kind, {}, by=manager)
    upload_studies(by=manager)
    # without a name of their own the models are called by what they are about, in the reader's language
    start_clustering(NEEDS, name="", by=manager)
    start_training(start_run(CHURN, name="", by=manager), by=manager)
    start_job("sample.approve", {}, by=manager)
    return True
