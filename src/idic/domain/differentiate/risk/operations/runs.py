"""A run as people start it: a draft that holds the question, a look at the data, the training."""

from __future__ import annotations

from django.db import transaction

from idic.domain.differentiate.models import TrainedModel
from idic.domain.differentiate.registry.enums import ModelState
from idic.domain.differentiate.registry.errors import NotADraft
from idic.domain.differentiate.registry.operations.models import SEED, draft_model
from idic.domain.differentiate.risk.question import Question, checked
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.jobs.operations.jobs import start_job
from idic.foundation.texts import one_line


@transaction.atomic
def start_run(question: Question, *, name: str, seed: int = SEED, by: User) -> TrainedModel:
    """The draft, and at once the job that looks at the data for it."""
    question = checked(question)
    model = draft_model(
        purpose=question.purpose, subject=question.subject, name=name, definition=question.as_dict(), seed=seed, by=by
    )
    return _with_job(model, "model.look", by=by)


@transaction.atomic
def change_question(model: TrainedModel, question: Question, *, name: str, by: User) -> TrainedModel:
    """Of a draft: the data is looked at again."""
    require(by, "model.manage")
    question = checked(question)
    locked = TrainedModel.objects.select_for_update().get(pk=model.pk)
    if locked.state != ModelState.DRAFT:
        raise NotADraft
    locked.definition, locked.name, locked.population = question.as_dict(), one_line(name, 120), {}
    locked.purpose, locked.subject, locked.warnings = question.purpose, question.subject, []
    locked.version += 1
    locked.save()
    return _with_job(locked, "model.look", by=by)


@transaction.atomic
def start_training(model: TrainedModel, *, by: User) -> TrainedModel:
    require(by, "model.manage")
    locked = TrainedModel.objects.select_for_update().get(pk=model.pk)
    if locked.state != ModelState.DRAFT:
        raise NotADraft
    return _with_job(locked, "model.train", by=by)


def _with_job(model: TrainedModel, kind: str, *, by: User) -> TrainedModel:
    model.job = start_job(kind, {"model": model.pk}, by=by)
    model.save(update_fields=["job"])
    return model
