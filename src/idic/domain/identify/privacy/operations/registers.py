"""The four registers: entries are changed by one who saw the present version; a decided assessment is kept as it is."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models, transaction
from django.utils import timezone

from idic.domain.identify.privacy.enums import AssessmentState
from idic.domain.identify.privacy.errors import Kept, PrivacyOutdated, ReasonNeeded, SecondPersonNeeded, WrongState
from idic.domain.identify.privacy.models import ImpactAssessment, ProcessingRecord, Processor, Transfer
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.methods.deadlines import months_later

Entry = ProcessingRecord | Processor | Transfer | ImpactAssessment
#: PIPL Art. 56: the report is kept for at least three years.
KEPT_MONTHS = 36


@transaction.atomic
def write_entry(entry: Entry, values: Mapping[str, object], *, version: int, by: User) -> Entry:
    """A new entry has no id yet. Only fields that the register shows may be written."""
    require(by, "privacy.manage")
    is_new = entry.pk is None
    if not is_new:
        entry = type(entry)._default_manager.select_for_update().get(pk=entry.pk)
        if entry.version != version:
            raise PrivacyOutdated
        _refuse_if_kept(entry)
        entry.version += 1
    elif isinstance(entry, ImpactAssessment):
        entry.author = by
    for name, value in values.items():
        setattr(entry, name, value)
    entry.save()
    _told("register.added" if is_new else "register.changed", entry, by)
    return entry


@transaction.atomic
def remove_entry(entry: Entry, *, by: User) -> None:
    require(by, "privacy.manage")
    locked = type(entry)._default_manager.select_for_update().get(pk=entry.pk)
    _refuse_if_kept(locked)
    _told("register.removed", locked, by)
    locked.delete()


@transaction.atomic
def decide_assessment(assessment: ImpactAssessment, *, approve: bool, by: User) -> ImpactAssessment:
    """By somebody other than its author; the result must be written by then."""
    require(by, "privacy.manage")
    locked = ImpactAssessment.objects.select_for_update().get(pk=assessment.pk)
    if locked.state != AssessmentState.DRAFT:
        raise WrongState
    if locked.author_id == by.pk:
        raise SecondPersonNeeded
    if not locked.result.strip():
        raise ReasonNeeded
    locked.state = AssessmentState.APPROVED if approve else AssessmentState.REJECTED
    locked.decided_by, locked.decided_at = by, timezone.now()
    locked.keep_until = months_later(timezone.localdate(), KEPT_MONTHS)
    locked.version += 1
    locked.save()
    _told("assessment.approved" if approve else "assessment.rejected", locked, by)
    return locked


def _refuse_if_kept(entry: models.Model) -> None:
    if isinstance(entry, ImpactAssessment) and entry.state != AssessmentState.DRAFT and entry.keep_until is not None:
        raise Kept(entry.keep_until)


def _told(verb: str, entry: Entry, by: User) -> None:
    kind = str(entry._meta.model_name)
    append_event(NewEvent(verb, kind, entry.pk, after={"name": str(entry), "register": kind}), by=by)
