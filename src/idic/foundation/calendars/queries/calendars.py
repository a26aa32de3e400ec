from __future__ import annotations

from django.db.models import Q, QuerySet

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.calendars.models import Calendar


def access_calendars(user: User, *, archived: bool = False) -> QuerySet[Calendar]:
    require(user, "calendar.manage")
    return Calendar.objects.filter(is_archived=archived)


def access_calendar(user: User, pk: int) -> Calendar:
    """An archived one can still be read: what was measured with it names it."""
    require(user, "calendar.manage")
    found = Calendar.objects.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def calendar_choices() -> list[tuple[str, str]]:
    """What other rooms let somebody choose from, the default first."""
    rows = Calendar.objects.filter(is_archived=False).order_by("-is_default", "name", "pk").values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows]


def offered_calendars(*kept: int | None) -> QuerySet[Calendar]:
    """Those in use, and those that the row has already: what was archived since is not lost by saving it."""
    found = Q(is_archived=False) | Q(pk__in=[pk for pk in kept if pk is not None])
    return Calendar.objects.filter(found).order_by("name", "pk")


def chosen_calendar(pk: str | int | None) -> Calendar | None:
    """What a form gives back for it."""
    return Calendar.objects.filter(pk=pk).first() if pk else None


def default_calendar() -> Calendar | None:
    return Calendar.objects.filter(is_default=True).first()
