from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.differentiate.experience.errors import ExperienceOutdated, ExperienceRefused
from idic.domain.differentiate.models import ExperienceField
from idic.domain.identify.errors import InvalidValue
from idic.domain.identify.validators import checked_text
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.events.undoing import ChangedSince, undoes
from idic.methods.experience import ExperienceError, Lever, Offered, Stage, Told

Recorded = dict[str, object]


@transaction.atomic
def judge_field(
    stage: str, lever: str, *, offered: str, pain: float | None = None, evidence: str = "", version: int | None = None,
    by: User, at: datetime | None = None,
) -> ExperienceField | None:  # fmt: skip
    """Who gives the customer something there, and how much it hurts. An empty `offered` takes the judgement away."""
    require(by, "segment.change")
    moment = at or timezone.now()
    _check(stage, lever, offered, pain)
    try:
        evidence = checked_text("evidence", evidence, longest=1000)
    except InvalidValue as error:
        raise ExperienceRefused(error.field, error.sentence) from error
    kept = ExperienceField.objects.select_for_update().filter(stage=stage, lever=lever).first()
    if version is not None and (kept.version if kept else 0) != version:
        raise ExperienceOutdated
    before = _recorded(kept) if kept else {}
    if not offered:
        if kept is not None:
            append_event(NewEvent("experience.cleared", "experience", kept.pk, before=before), by=by, at=moment)
            kept.delete()
        return None
    kept = kept or ExperienceField(stage=stage, lever=lever, version=0)
    kept.offered, kept.pain, kept.evidence = offered, pain, evidence
    after = _recorded(kept)
    if after == before:
        return kept
    kept.version += 1
    kept.changed_by, kept.updated_at = by, moment
    kept.save()
    append_event(NewEvent("experience.judged", "experience", kept.pk, before=before, after=after), by=by, at=moment)
    return kept


def _check(stage: str, lever: str, offered: str, pain: float | None) -> None:
    if stage not in set(Stage) or lever not in set(Lever):
        raise ExperienceRefused("stage", _("The map has no such field."))
    if offered and offered not in set(Offered):
        raise ExperienceRefused("offered", _("Choose who gives the customer something there."))
    try:
        Told(Offered(offered or Offered.NOBODY), pain)
    except ExperienceError:
        raise ExperienceRefused("pain", _("Give the pain between 0, none, and 10.")) from None


def _recorded(kept: ExperienceField) -> Recorded:
    return {
        "stage": kept.stage, "lever": kept.lever, "offered": kept.offered, "pain": kept.pain, "evidence": kept.evidence,
    }  # fmt: skip


@undoes("experience.judged")
def _take_back_judging(event: Event, by: User) -> None:
    kept = ExperienceField.objects.filter(pk=event.subject_id).first()
    if kept is None or _recorded(kept) != event.after:
        raise ChangedSince
    _judge_again(event.before or {**event.after, "offered": ""}, by)


@undoes("experience.cleared")
def _take_back_clearing(event: Event, by: User) -> None:
    if ExperienceField.objects.filter(stage=event.before["stage"], lever=event.before["lever"]).exists():
        raise ChangedSince
    _judge_again(event.before, by)


def _judge_again(told: Recorded, by: User) -> None:
    pain = told["pain"]
    judge_field(
        str(told["stage"]), str(told["lever"]), offered=str(told["offered"]),
        pain=pain if isinstance(pain, float) else None, evidence=str(told["evidence"]), by=by,
    )  # fmt: skip
