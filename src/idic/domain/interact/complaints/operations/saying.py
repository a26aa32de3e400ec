"""What people say of complaints in general: the figures of silence, the deadlines of the steps, who was trained."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.complaints.enums import DeadlineStep
from idic.domain.interact.complaints.errors import FactMissing
from idic.domain.interact.complaints.models import ComplaintTraining, SilenceFigures, StepDeadline
from idic.domain.interact.complaints.operations.rows import needed
from idic.domain.interact.contact import AccessMode
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import trimmed

#: Doors word each of them.
VERBS = frozenset({
    "complaint_silence.said", "complaint_silence.taken_back", "complaint_deadline.set", "complaint_deadline.taken_back",
    "complaint_training.written", "complaint_training.taken_back",
})  # fmt: skip
_LONGEST_DAYS, _LONGEST_MINUTES = 365, 60 * 24 * 31


@transaction.atomic
def say_silence(
    *, dissatisfied_share: Decimal, voiced_share: Decimal, base: int, source: str, asked: int | None = None, by: User
) -> SilenceFigures:
    require(by, "complaint.manage")
    told = needed("source", source, _("Write where these figures come from."))[:300]
    for name, share in (("dissatisfied_share", dissatisfied_share), ("voiced_share", voiced_share)):
        if not 0 <= share <= 1:
            raise FactMissing(name, _("A share lies between 0 and 100%."))
    if base < 1:
        raise FactMissing("base", _("There is at least one customer."))
    if asked is not None and not 1 <= asked <= base:
        raise FactMissing("asked", _("There are at least as many customers as were asked."))
    row, _made = SilenceFigures.objects.select_for_update().get_or_create(pk=1)
    before = _silence(row)
    row.dissatisfied_share, row.voiced_share = dissatisfied_share, voiced_share
    row.base, row.asked, row.source, row.said_by = base, asked, told, by
    row.save()
    _record("complaint_silence.said", "complaint_silence", row.pk, before, _silence(row), by=by)
    return row


@transaction.atomic
def take_back_silence(*, by: User) -> None:
    """Our own contacts are read again."""
    require(by, "complaint.manage")
    row = SilenceFigures.objects.select_for_update().filter(pk=1).exclude(source="").first()
    if row is not None:
        before, row.source = _silence(row), ""
        row.save(update_fields=["source", "said_at"])
        _record("complaint_silence.taken_back", "complaint_silence", row.pk, before, _silence(row), by=by)


@transaction.atomic
def set_deadline(
    step: str, *, mode: str = "", minutes: int = 0, days: int = 0, source: str = "", by: User
) -> StepDeadline:
    """Minutes of open time or whole working days, for one channel or for all."""
    require(by, "complaint.manage")
    if (minutes > 0) == (days > 0) or minutes < 0 or days < 0 or days > _LONGEST_DAYS or minutes > _LONGEST_MINUTES:
        raise FactMissing("minutes", _("Write either minutes or working days, at most a year."))
    row = StepDeadline.objects.select_for_update().filter(step=DeadlineStep(step), mode=_mode(mode)).first()
    before = _deadline(row) if row is not None else {}
    if row is None:
        row = StepDeadline(step=DeadlineStep(step), mode=_mode(mode))
    row.minutes, row.days, row.source, row.changed_by = minutes, days, trimmed(source, 300), by
    row.save()
    if before != _deadline(row):
        _record("complaint_deadline.set", "complaint_deadline", row.pk, before, _deadline(row), by=by)
    return row


@transaction.atomic
def take_back_deadline(step: str, *, mode: str = "", by: User) -> None:
    """What we do by ourselves holds again."""
    require(by, "complaint.manage")
    row = StepDeadline.objects.select_for_update().filter(step=DeadlineStep(step), mode=_mode(mode)).first()
    if row is not None:
        before, pk = _deadline(row), row.pk
        row.delete()
        _record("complaint_deadline.taken_back", "complaint_deadline", pk, before, {}, by=by)


@transaction.atomic
def write_training(user: User, *, on: date, code: str, by: User) -> ComplaintTraining:
    """Twice the same is one."""
    require(by, "complaint.manage")
    told = needed("code", code, _("Write which training it was."))[:200]
    if on > timezone.localdate():
        raise FactMissing("on", _("This date lies in the future."))
    row, is_new = ComplaintTraining.objects.get_or_create(user=user, on=on, code=told, defaults={"written_by": by})
    if is_new:
        _record("complaint_training.written", "complaint_training", row.pk, {}, _training(row), by=by)
    return row


@transaction.atomic
def take_back_training(training: ComplaintTraining, *, by: User) -> None:
    """Of one that was written down by mistake."""
    require(by, "complaint.manage")
    row = ComplaintTraining.objects.select_for_update().select_related("user").filter(pk=training.pk).first()
    if row is not None:
        before, pk = _training(row), row.pk
        row.delete()
        _record("complaint_training.taken_back", "complaint_training", pk, before, {}, by=by)


def _mode(mode: str) -> str:
    return AccessMode(mode) if mode else ""


def _silence(row: SilenceFigures) -> dict[str, object]:
    return {
        "dissatisfied_share": str(row.dissatisfied_share), "voiced_share": str(row.voiced_share), "base": row.base,
        "asked": row.asked, "source": row.source,
    }  # fmt: skip


def _deadline(row: StepDeadline) -> dict[str, object]:
    return {"step": row.step, "mode": row.mode, "minutes": row.minutes, "days": row.days, "source": row.source}


def _training(row: ComplaintTraining) -> dict[str, object]:
    return {"user_id": row.user_id, "title": row.user.display_name, "code": row.code, "on": row.on.isoformat()}


def _record(
    verb: str, kind: str, pk: int, before: Mapping[str, object], after: Mapping[str, object], *, by: User
) -> None:
    if verb not in VERBS:
        raise LookupError(f"unknown verb {verb!r}")
    append_event(NewEvent(verb, kind, pk, before=dict(before), after=dict(after)), by=by)
