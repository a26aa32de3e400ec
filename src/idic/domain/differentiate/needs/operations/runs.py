from __future__ import annotations

from django.db import transaction

from idic.domain.differentiate.models import TrainedModel
from idic.domain.differentiate.needs.question import NeedsQuestion, checked_needs
from idic.domain.differentiate.registry.enums import Purpose
from idic.domain.differentiate.registry.operations.models import SEED, draft_model
from idic.foundation.accounts.models import User
from idic.foundation.jobs.operations.jobs import start_job


@transaction.atomic
def start_clustering(question: NeedsQuestion, *, name: str, seed: int = SEED, by: User) -> TrainedModel:
    question = checked_needs(question)
    model = draft_model(purpose=Purpose.NEEDS, name=name, definition=question.as_dict(), seed=seed, by=by)
    model.job = start_job("model.cluster", {"model": model.pk}, by=by)
    model.save(update_fields=["job"])
    return model
