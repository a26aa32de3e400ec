from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.differentiate.executive.errors import TargetOutdated, TargetRefused
from idic.domain.differentiate.executive.figures import BY_CODE
from idic.domain.differentiate.models import ExecutiveTarget
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.events.undoing import ChangedSince, undoes

MOST = Decimal(10) ** 13


@transaction.atomic
def set_target(
    figure: str, *, starts_on: date, value: Decimal | None, tolerance: float = 0.05, version: int | None = None,
    by: User, at: datetime | None = None,
) -> ExecutiveTarget | None:  # fmt: skip
    """Holds from the month of `starts_on` until a later target takes over. None as `value` takes this one away."""
    require(by, "report.manage")
    moment = at or timezone.now()
    _check(figure, value, tolerance)
    month = starts_on.replace(day=1)
    target = ExecutiveTarget.objects.select_for_update().filter(figure=figure, starts_on=month).first()
    if version is not None and (target.version if target else 0) != version:
        raise TargetOutdated
    before = _recorded(target) if target else {}
    if value is None:
        if target is not None:
            append_event(NewEvent("target.removed", "target", target.pk, before=before), by=by, at=moment)
            target.delete()
        return None
    if target is not None and (target.value, target.tolerance) == (value, tolerance):
        return target
    target = target or ExecutiveTarget(figure=figure, starts_on=month, version=0)
    target.value, target.tolerance = value, tolerance
    target.version += 1
    target.changed_by, target.updated_at = by, moment
    target.save()
    append_event(NewEvent("target.set", "target", target.pk, before=before, after=_recorded(target)), by=by, at=moment)
    return target


def _check(figure: str, value: Decimal | None, tolerance: float) -> None:
    known = BY_CODE.get(figure)
    if known is None:
        raise TargetRefused("figure", _("Choose one of the figures of the executive page."))
    if value is not None and not (value.is_finite() and abs(value) <= MOST):
        raise TargetRefused("value", _("Give the target as a number, for example 120000."))
    if value is not None and known.form == "share" and not 0 <= value <= 1:
        raise TargetRefused("value", _("Give the target as a percentage between 0 and 100."))
    if not 0 <= tolerance < 1:
        raise TargetRefused("tolerance", _("Give what is still amber as a percentage between 0 and 99."))


def _recorded(target: ExecutiveTarget) -> dict[str, object]:
    return {
        "figure": target.figure, "starts_on": target.starts_on.isoformat(), "value": format(target.value.normalize(), "f"),
        "tolerance": target.tolerance,
    }  # fmt: skip


@undoes("target.set")
def _take_back_setting(event: Event, by: User) -> None:
    target = ExecutiveTarget.objects.filter(pk=event.subject_id).first()
    if target is None or _recorded(target) != event.after:
        raise ChangedSince
    told = event.before or {**event.after, "value": None}
    _set_again(told, by)


@undoes("target.removed")
def _take_back_removal(event: Event, by: User) -> None:
    taken = ExecutiveTarget.objects.filter(figure=event.before["figure"], starts_on=event.before["starts_on"])
    if taken.exists():
        raise ChangedSince
    _set_again(event.before, by)


def _set_again(told: dict[str, object], by: User) -> None:
    set_target(
        str(told["figure"]), starts_on=date.fromisoformat(str(told["starts_on"])),
        value=None if told["value"] is None else Decimal(str(told["value"])), tolerance=float(str(told["tolerance"])),
        by=by,
    )  # fmt: skip
