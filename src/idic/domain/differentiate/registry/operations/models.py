from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from idic.domain.differentiate.models import TrainedModel
from idic.domain.differentiate.registry.content import canonical, digest_of, plain
from idic.domain.differentiate.registry.enums import ModelState
from idic.domain.differentiate.registry.errors import (
    AlreadyApproved,
    NotADraft,
    NoteMissing,
    NothingEarlier,
    NotOffered,
    NotTrained,
)
from idic.domain.differentiate.registry.names import given_name
from idic.domain.differentiate.registry.queries.models import earlier_approved
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import one_line, trimmed

SEED = 20_260_101


@transaction.atomic
def draft_model(
    *, purpose: str, name: str, definition: dict[str, Any], subject: str = "", seed: int = SEED, by: User
) -> TrainedModel:
    """The question, before any data was looked at."""
    require(by, "model.manage")
    model = TrainedModel.objects.create(
        purpose=purpose, subject=subject[:80], name=one_line(name, 120), definition=plain(definition), seed=seed,
        trained_by=by,
    )  # fmt: skip
    _tell("model.drafted", model, by=by, after={"name": model.name, "purpose": purpose})
    return model


@transaction.atomic
def keep_look(model_id: int, *, population: dict[str, Any], snapshot: str, as_of: datetime | Any) -> None:
    """What was seen of the data for the question of a draft."""
    TrainedModel.objects.filter(pk=model_id, state=ModelState.DRAFT).update(
        population=plain(population), snapshot=snapshot, as_of=as_of
    )


@transaction.atomic
def keep_training(
    model_id: int, *, content: dict[str, Any] | None, figures: dict[str, Any], population: dict[str, Any],
    features: list[Any], parameters: dict[str, Any], warnings: list[dict[str, Any]], snapshot: str, as_of: Any,
    is_offered: bool, by: User | None, clusters: int = 0, at: datetime | None = None,
) -> TrainedModel:  # fmt: skip
    """Without content nothing could be fitted: the draft stays one, and its warnings say why."""
    model = TrainedModel.objects.select_for_update().get(pk=model_id)
    if model.state != ModelState.DRAFT:
        raise NotADraft
    model.figures, model.population, model.features = plain(figures), plain(population), plain(features)
    model.parameters, model.warnings = plain(parameters), plain(warnings)
    model.snapshot, model.as_of, model.is_offered = snapshot, as_of, is_offered and content is not None
    model.names = {str(number): "" for number in range(1, clusters + 1)}
    if content is not None:
        model.content = canonical(content)
        model.digest = digest_of(model.content)
        model.state, model.trained_at = ModelState.TRAINED, at or timezone.now()
    model.version += 1
    model.save()
    if content is not None:
        _tell("model.trained", model, by=by, after={"name": model.name, "snapshot": snapshot, "digest": model.digest})
    return model


@transaction.atomic
def approve_model(model: TrainedModel, *, note: str, by: User, at: datetime | None = None) -> TrainedModel:
    """Approved and in use from the next refresh on; the one before it stays approved, so one can go back to it."""
    require(by, "model.manage")
    locked = TrainedModel.objects.select_for_update().get(pk=model.pk)
    if locked.state == ModelState.DRAFT:
        raise NotTrained
    if locked.state != ModelState.TRAINED:
        raise AlreadyApproved
    if not locked.is_offered:
        raise NotOffered
    if not note.strip():
        raise NoteMissing
    locked.state, locked.approved_by, locked.approved_at = ModelState.APPROVED, by, at or timezone.now()
    locked.approval_note = trimmed(note, 1000)
    before = _put_into_use(locked)
    _tell(
        "model.approved", locked, by=by,
        before={"in_use": before}, after={"name": locked.name, "note": locked.approval_note},
    )  # fmt: skip
    return locked


@transaction.atomic
def roll_back_model(model: TrainedModel, *, by: User) -> TrainedModel:
    """The last model of this question that was approved before is in use again; returns it."""
    require(by, "model.manage")
    locked = TrainedModel.objects.select_for_update().get(pk=model.pk)
    earlier = earlier_approved(locked) if locked.in_use else None
    if earlier is None:
        raise NothingEarlier
    again = TrainedModel.objects.select_for_update().get(pk=earlier.pk)
    _put_into_use(again)
    _tell("model.rolled_back", again, by=by, before={"in_use": locked.pk}, after={"name": again.name})
    return again


@transaction.atomic
def retire_model(model: TrainedModel, *, by: User, at: datetime | None = None) -> TrainedModel:
    """It scores nobody any more; its card and what it said stay to be read."""
    require(by, "model.manage")
    locked = TrainedModel.objects.select_for_update().get(pk=model.pk)
    if locked.state == ModelState.RETIRED:
        return locked
    if locked.state == ModelState.DRAFT:
        raise NotTrained
    was_in_use = locked.in_use
    locked.state, locked.in_use = ModelState.RETIRED, False
    locked.retired_by, locked.retired_at, locked.version = by, at or timezone.now(), locked.version + 1
    locked.save(update_fields=["state", "in_use", "retired_by", "retired_at", "version"])
    _tell("model.retired", locked, by=by, before={"in_use": was_in_use}, after={"name": locked.name})
    return locked


@transaction.atomic
def name_clusters(model: TrainedModel, names: Mapping[str, str | dict[str, str]], *, by: User) -> TrainedModel:
    """A name that comes back as it is read stays as it was written, in all its languages."""
    require(by, "model.manage")
    locked = TrainedModel.objects.select_for_update().get(pk=model.pk)
    before = locked.names
    after = {
        number: kept if names.get(number, "") == given_name(before, number) else _cleaned(names.get(number, ""))
        for number, kept in before.items()
    }
    if before == after:
        return locked
    locked.names, locked.version = after, locked.version + 1
    locked.save(update_fields=["names", "version"])
    _tell("model.named", locked, by=by, before={"names": before}, after={"name": locked.name, "names": after})
    return locked


def _cleaned(name: str | dict[str, str]) -> str | dict[str, str]:
    if isinstance(name, dict):
        return {language: trimmed(text, 60) for language, text in name.items()}
    return trimmed(name, 60)


@transaction.atomic
def discard_draft(model: TrainedModel, *, by: User) -> None:
    require(by, "model.manage")
    locked = TrainedModel.objects.select_for_update().get(pk=model.pk)
    if locked.state != ModelState.DRAFT:
        raise NotADraft
    _tell("model.discarded", locked, by=by, before={"name": locked.name})
    locked.delete()


def _put_into_use(model: TrainedModel) -> int | None:
    """Returns the one that was in use before."""
    running = TrainedModel.objects.select_for_update().filter(purpose=model.purpose, subject=model.subject, in_use=True)
    before = running.first()
    running.update(in_use=False)
    model.in_use, model.version = True, model.version + 1
    model.save()
    return before.pk if before else None


def _tell(
    verb: str, model: TrainedModel, *, by: User | None, before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    # without a name of its own it is told by what it is about, in the words of whoever reads the event
    told = {**(after or {}), "about": model.about}
    append_event(NewEvent(verb, "model", model.pk, before=before or {}, after=told), by=by)
