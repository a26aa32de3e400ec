from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.domain.work.errors import AbsenceRefused
from idic.domain.work.models import Absence
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import trimmed

_LONGEST_DAYS = 366


@transaction.atomic
def plan_absence(*, user: User, deputy: User, starts_on: date, ends_on: date, note: str = "", by: User) -> Absence:
    """One's own, or for who may manage users anybody's. The work comes back by itself on the day after the last."""
    if by.pk != user.pk:
        require(by, "user.manage")
    if ends_on < starts_on:
        raise AbsenceRefused("ends_on", _("The last day must not lie before the first."))
    if ends_on < timezone.localdate() or (ends_on - starts_on).days > _LONGEST_DAYS:
        raise AbsenceRefused("ends_on", _("Choose days to come, at most a year."))
    if deputy.pk == user.pk or not deputy.is_active:
        raise AbsenceRefused("deputy", _("Choose a colleague who is there."))
    User.objects.select_for_update().get(pk=user.pk)
    overlapping = Absence.objects.filter(starts_on__lte=ends_on, ends_on__gte=starts_on)
    if overlapping.filter(user=user).exists():
        raise AbsenceRefused("starts_on", _("An absence is planned for these days already. End it first."))
    if overlapping.filter(user=deputy).exists():
        raise AbsenceRefused("deputy", _("This colleague is away as well on some of these days."))
    absence = Absence.objects.create(
        user=user, deputy=deputy, starts_on=starts_on, ends_on=ends_on, note=trimmed(note, 200), created_by=by
    )
    after = {"user_id": user.pk, "deputy_id": deputy.pk, "starts_on": starts_on, "ends_on": ends_on}
    append_event(NewEvent("absence.planned", "absence", absence.pk, after=after), by=by)
    return absence


@transaction.atomic
def end_absence(absence_id: int, *, by: User) -> None:
    """Back early, or it never began."""
    absence = Absence.objects.select_for_update().filter(pk=absence_id).first()
    if absence is None or (absence.user_id != by.pk and not may(by, "user.manage")):
        raise NotVisible
    before = {"user_id": absence.user_id, "deputy_id": absence.deputy_id, "ends_on": absence.ends_on}
    append_event(NewEvent("absence.ended", "absence", absence.pk, before=before), by=by)
    absence.delete()
