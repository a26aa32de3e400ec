from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.contact import Priority
from idic.domain.interact.standards.enums import CLOCKS, STEPS, USUAL_REQUIREMENT, Measure, Requirement, Told
from idic.domain.interact.standards.errors import (
    StandardArchived,
    StandardDoubled,
    StandardOutdated,
    TargetRefused,
)
from idic.domain.interact.standards.models import Standard, StandardVersion
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.calendars.models import Calendar
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import trimmed

#: A year of round the clock; beyond it nobody would call it a standard.
LONGEST_MINUTES = 366 * 24 * 60


@dataclass(frozen=True)
class Scope:
    """Empty: for all."""

    mode: str = ""
    purpose: str = ""
    tier: str = ""
    priority: str = ""


@dataclass(frozen=True)
class Step:
    """What happens when so many percent of the time are used up: who is told, whether they get the case if nobody of the
    told ones has it, and how urgent it is at least from then on (empty: as it was)."""

    share: int
    tell: str = Told.NOBODY
    assign: bool = False
    priority: str = ""

    @property
    def does_anything(self) -> bool:
        return bool(self.tell or self.priority)


#: With what a standard with a time starts: from the one who leads the team up to the executives.
USUAL_LADDER = (Step(75, Told.LEAD), Step(100, Told.MANAGER), Step(150, Told.EXECUTIVE))


@dataclass(frozen=True)
class Said:
    """What a version says. `valid_from` None: from now on."""

    target_share: Decimal
    target_minutes: int | None = None
    calendar: Calendar | None = None
    customer_words: dict[str, str] = field(default_factory=dict)
    staff_words: dict[str, str] = field(default_factory=dict)
    training: str = ""
    escalation: tuple[Step, ...] = ()
    most_pause_minutes: int | None = None
    pauses_for_others: bool = True
    counts_anew: bool = False
    valid_from: datetime | None = None


@transaction.atomic
def create_standard(
    measure: str, said: Said, *, scope: Scope = Scope(), requirement: str = "", owner: User | None = None, by: User | None
) -> Standard:  # fmt: skip
    if by is not None:
        require(by, "standard.manage")
    kind = Measure(measure)
    checked = _checked(kind, said)
    _refuse_double(kind, scope)
    standard = Standard.objects.create(
        requirement=Requirement(requirement) if requirement else USUAL_REQUIREMENT[kind], measure=kind,
        mode=scope.mode, purpose=scope.purpose, tier=scope.tier, priority=scope.priority, owner=owner,
    )  # fmt: skip
    version = _add_version(standard, 1, checked, by=by)
    _record("standard.created", standard, after=_told(standard, version), by=by)
    return standard


@transaction.atomic
def change_standard(standard: Standard, said: Said, *, version: int, by: User) -> StandardVersion:
    """A new version: cases received before it keep what they were promised."""
    row = _locked(standard, version=version, by=by)
    if row.is_archived:
        raise StandardArchived
    checked = _checked(Measure(row.measure), said)
    last = row.versions.order_by("number").last()
    since = checked.valid_from
    if last is not None and since is not None and since <= last.valid_from:
        raise TargetRefused("valid_from", _("A new version begins after the one before it."))
    highest = row.versions.aggregate(most=Max("number"))["most"] or 0
    made = _add_version(row, highest + 1, checked, by=by)
    row.version += 1
    row.save(update_fields=["version"])
    _record("standard.changed", row, before=_told(row, last) if last else {}, after=_told(row, made), by=by)
    return made


@transaction.atomic
def archive_standard(standard: Standard, *, version: int, by: User) -> Standard:
    """No further clock begins by it; those that run are kept to it to their end, and what was measured by it stays."""
    row = _locked(standard, version=version, by=by)
    if not row.is_archived:
        row.is_archived, row.version = True, row.version + 1
        row.archived_at, row.restored_at = timezone.now(), None
        row.save(update_fields=["is_archived", "version", "archived_at", "restored_at"])
        _record("standard.archived", row, by=by)
    return row


@transaction.atomic
def restore_standard(standard: Standard, *, version: int, by: User) -> Standard:
    row = _locked(standard, version=version, by=by)
    if row.is_archived:
        _refuse_double(row.measure, Scope(row.mode, row.purpose, row.tier, row.priority))
        row.is_archived, row.version, row.restored_at = False, row.version + 1, timezone.now()
        row.save(update_fields=["is_archived", "version", "restored_at"])
        _record("standard.restored", row, by=by)
    return row


def _checked(measure: Measure, said: Said) -> Said:
    if not 0 < said.target_share <= 1:
        raise TargetRefused("target_share", _("The share is between 1 and 100 %."))
    _check_steps(measure, said.escalation)
    if measure in CLOCKS:
        if said.target_minutes is None or not 0 < said.target_minutes <= LONGEST_MINUTES:
            raise TargetRefused("target_minutes", _("Say within what time: at least one minute, at most a year."))
        if said.most_pause_minutes is not None and not 0 <= said.most_pause_minutes <= LONGEST_MINUTES:
            raise TargetRefused("most_pause_minutes", _("A clock may stand still for a year at most."))
    elif said.target_minutes is not None:
        raise TargetRefused("target_minutes", _("This measure has no time, only a share."))
    elif said.counts_anew:
        raise TargetRefused("counts_anew", _("Only a standard with a time has a clock that can count anew."))
    elif said.most_pause_minutes is not None or not said.pauses_for_others:
        raise TargetRefused("most_pause_minutes", _("Only a standard with a time has a clock that can stand still."))
    return said


def _check_steps(measure: Measure, steps: tuple[Step, ...]) -> None:
    if steps and measure not in CLOCKS:
        raise TargetRefused("escalation", _("Only a standard with a time can be escalated."))
    for one in steps:
        if one.share not in STEPS or one.tell not in Told.values or one.priority not in ("", *Priority.values):
            raise TargetRefused("escalation", _("This step of the escalation cannot be kept."))
        if one.assign and not one.tell:
            raise TargetRefused("escalation", _("Say who gets the case."))


def _refuse_double(measure: str, scope: Scope) -> None:
    other = Standard.objects.filter(
        measure=measure, mode=scope.mode, purpose=scope.purpose, tier=scope.tier, priority=scope.priority,
        is_archived=False,
    ).first()  # fmt: skip
    if other is not None:
        raise StandardDoubled(other)


def _add_version(standard: Standard, number: int, said: Said, *, by: User | None) -> StandardVersion:
    return StandardVersion.objects.create(
        standard=standard, number=number, valid_from=said.valid_from or timezone.now(), calendar=said.calendar,
        target_minutes=said.target_minutes, target_share=said.target_share,
        most_pause_minutes=said.most_pause_minutes, pauses_for_others=said.pauses_for_others,
        counts_anew=said.counts_anew, customer_words=_words(said.customer_words), staff_words=_words(said.staff_words),
        training=trimmed(said.training, 200), created_by=by,
        escalation=[asdict(one) for one in said.escalation if one.does_anything],
    )  # fmt: skip


def _words(texts: dict[str, str]) -> dict[str, str]:
    return {code: trimmed(text, 1000) for code, text in texts.items() if text.strip()}


def _locked(standard: Standard, *, version: int, by: User) -> Standard:
    require(by, "standard.manage")
    row = Standard.objects.select_for_update().get(pk=standard.pk)
    if row.version != version:
        raise StandardOutdated
    return row


def _told(standard: Standard, version: StandardVersion) -> dict[str, object]:
    return {
        "measure": standard.measure, "mode": standard.mode, "purpose": standard.purpose, "tier": standard.tier,
        "priority": standard.priority, "number": version.number, "minutes": version.target_minutes,
        "share": float(version.target_share), "valid_from": version.valid_from, "calendar_id": version.calendar_id,
        "most_pause": version.most_pause_minutes, "pauses_for_others": version.pauses_for_others,
        "counts_anew": version.counts_anew,
    }  # fmt: skip


def _record(
    verb: str, standard: Standard, *, before: dict[str, object] | None = None, after: dict[str, object] | None = None,
    by: User | None,
) -> None:  # fmt: skip
    append_event(NewEvent(verb, "standard", standard.pk, before=before or {}, after=after or {}), by=by)
