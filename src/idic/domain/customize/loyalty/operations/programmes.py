from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.domain.customize.loyalty.drafts import ProgrammeDraft
from idic.domain.customize.loyalty.enums import Rounding
from idic.domain.customize.loyalty.errors import ProgrammeRefused
from idic.domain.customize.loyalty.models import Programme, Rule
from idic.domain.customize.loyalty.operations.rows import living, locked_programme, record_programme
from idic.domain.customize.loyalty.queries.programmes import newest_rule
from idic.domain.customize.loyalty.rules import MANAGES
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.texts import one_line

MOST_POINTS, MOST_MONTHS = 10_000, 120
_BEGINNING = datetime(1, 1, 2, tzinfo=UTC)
_RULE = ("points", "per", "rounding", "months")


@transaction.atomic
def create_programme(draft: ProgrammeDraft, *, by: User | None) -> Programme:
    """It is off until somebody switches it on."""
    if by is not None:
        require(by, MANAGES)
    made = Programme.objects.create(name=_name(draft), unit=_unit(draft), created_by=by)
    rule = _add_rule(made, 1, draft, _BEGINNING, by=by)
    record_programme("loyalty_programme.created", made, by=by, after=_told(made, rule))
    return made


@transaction.atomic
def change_programme(
    programme: Programme, draft: ProgrammeDraft, *, version: int, by: User, at: datetime | None = None
) -> Programme:
    """Another rate, rounding or life of points holds for purchases from `at` on; what was counted stays as it was."""
    row, moment = living(locked_programme(programme, version=version, by=by)), at or timezone.now()
    last = newest_rule(row)
    before = _told(row, last)
    if moment < last.holds_from:
        raise ProgrammeRefused("holds_from", _("A later rule stands already."))
    row.name, row.unit, row.version = _name(draft), _unit(draft), row.version + 1
    row.save(update_fields=["name", "unit", "version"])
    if any(getattr(last, name) != getattr(draft, name) for name in _RULE):
        last = _add_rule(row, last.number + 1, draft, moment, by=by)
    record_programme("loyalty_programme.changed", row, by=by, before=before, after=_told(row, last))
    return row


@transaction.atomic
def switch_programme(
    programme: Programme, *, is_on: bool, version: int, by: User, at: datetime | None = None
) -> Programme:
    """What is bought while it is off earns nothing, also later; points stand and may be redeemed all the same."""
    row = living(locked_programme(programme, version=version, by=by))
    if row.is_on != is_on:
        row.is_on, row.on_since, row.version = is_on, (at or timezone.now()) if is_on else None, row.version + 1
        row.save(update_fields=["is_on", "on_since", "version"])
        record_programme(f"loyalty_programme.switched_{'on' if is_on else 'off'}", row, by=by)
    return row


@transaction.atomic
def archive_programme(programme: Programme, *, version: int, by: User) -> Programme:
    """Nobody joins and nothing is earned any more; the points stand until they are redeemed or expire."""
    row = locked_programme(programme, version=version, by=by)
    if not row.is_archived:
        row.is_archived, row.is_on, row.on_since, row.version = True, False, None, row.version + 1
        row.save(update_fields=["is_archived", "is_on", "on_since", "version"])
        record_programme("loyalty_programme.archived", row, by=by)
    return row


@transaction.atomic
def restore_programme(programme: Programme, *, version: int, by: User) -> Programme:
    row = locked_programme(programme, version=version, by=by)
    if row.is_archived:
        row.is_archived, row.version = False, row.version + 1
        row.save(update_fields=["is_archived", "version"])
        record_programme("loyalty_programme.restored", row, by=by)
    return row


def _name(draft: ProgrammeDraft) -> str:
    found = one_line(draft.name, 120)
    if not found:
        raise ProgrammeRefused("name", _("Give the programme a name."))
    return found


def _unit(draft: ProgrammeDraft) -> str:
    found = one_line(draft.unit, 40)
    if not found:
        raise ProgrammeRefused("unit", _("Say what the points are called."))
    return found


def _add_rule(programme: Programme, number: int, draft: ProgrammeDraft, at: datetime, *, by: User | None) -> Rule:
    Rounding(draft.rounding)
    if not 1 <= draft.points <= MOST_POINTS:
        raise ProgrammeRefused("points", _("Between 1 and 10,000 points."))
    if draft.per <= 0:
        raise ProgrammeRefused("per", _("Give an amount above zero."))
    if draft.months is not None and not 1 <= draft.months <= MOST_MONTHS:
        raise ProgrammeRefused("months", _("Between 1 and 120 months, or nothing where points never expire."))
    values = {name: getattr(draft, name) for name in _RULE}
    return Rule.objects.create(programme=programme, number=number, holds_from=at, created_by=by, **values)


def _told(programme: Programme, rule: Rule) -> dict[str, object]:
    return {
        "unit": programme.unit,
        "number": rule.number,
        "points": rule.points,
        "per": str(rule.per),
        "months": rule.months,
    }
