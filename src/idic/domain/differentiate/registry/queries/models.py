from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from idic.domain.differentiate.models import ModelDrift, TrainedModel
from idic.domain.differentiate.registry.enums import ModelState, Purpose
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require

#: Read by the pages that list many: what a model weighs is left where it is.
_HEAVY = ("content", "population")


def access_models(user: User) -> QuerySet[TrainedModel]:
    """Whoever sees the figures sees what made them."""
    require(user, "value.see")
    return TrainedModel.objects.defer(*_HEAVY).select_related("trained_by", "approved_by").order_by("-id")


def access_model(user: User, pk: int) -> TrainedModel:
    require(user, "value.see")
    people = TrainedModel.objects.select_related("trained_by", "approved_by", "retired_by", "job")
    found = people.defer("content").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def model_in_use(purpose: str, subject: str = "") -> TrainedModel | None:
    return TrainedModel.objects.filter(purpose=purpose, subject=subject, in_use=True).defer("content").first()


def ranking_models(user: User) -> list[TrainedModel]:
    """Those in use by which customers can be ranked: of who is about to leave first, then of other outcomes."""
    found = access_models(user).filter(in_use=True, purpose__in=(Purpose.CHURN, Purpose.OUTCOME))
    return list(found.order_by("purpose", "id"))


def models_in_use() -> list[TrainedModel]:
    """Whole, with their content: for the refresh."""
    return list(TrainedModel.objects.filter(in_use=True).order_by("id"))


def earlier_approved(model: TrainedModel) -> TrainedModel | None:
    """What a roll back would bring back: the last one of the same question that was approved before this one."""
    return (
        TrainedModel.objects.filter(
            purpose=model.purpose, subject=model.subject, state=ModelState.APPROVED, approved_at__lt=model.approved_at
        )
        .defer(*_HEAVY)
        .order_by("-approved_at", "-id")
        .first()
        if model.approved_at
        else None
    )


def drifts_of(model: TrainedModel, limit: int = 24) -> Sequence[ModelDrift]:
    """Newest first."""
    return list(ModelDrift.objects.filter(model=model).order_by("-as_of")[:limit])


def of_same_question(model: TrainedModel, limit: int = 20) -> list[TrainedModel]:
    """Trained models beside which this one may be laid."""
    return list(
        TrainedModel.objects.filter(purpose=model.purpose, subject=model.subject)
        .exclude(pk=model.pk)
        .exclude(state=ModelState.DRAFT)
        .defer(*_HEAVY)
        .order_by("-id")[:limit]
    )
