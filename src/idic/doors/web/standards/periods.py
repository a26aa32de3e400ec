from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.interact.cases.queries.attainment import Period
from idic.domain.interact.cases.queries.days import start_of

_DAYS = (30, 90, 365)


def last_days(days: int) -> Period:
    """Whole days: the lists to which figures lead ask for days."""
    return Period(start_of(timezone.localdate() - timedelta(days=days)), timezone.now())


def days_asked(request: HttpRequest, *, usual: int = 90) -> int:
    """What cannot be read (an old link, a typed one) is the usual period."""
    asked = request.GET.get("days", "")
    return int(asked) if asked in {str(one) for one in _DAYS} else usual


def day_choices(chosen: int) -> list[tuple[int, str, bool]]:
    return [(one, _("Last %(days)s days") % {"days": one}, one == chosen) for one in _DAYS]
