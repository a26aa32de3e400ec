"""Whether complaints were answered and ended in the time that was promised, and how long they took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db.models import Count, F

from idic.domain.interact.complaints.enums import ENDED
from idic.domain.interact.complaints.queries.figures import Counted, received_in, share_of
from idic.domain.interact.complaints.queries.marks import MARKS
from idic.foundation.accounts.models import User

_MOST = 50_000


@dataclass(frozen=True)
class Timeliness:
    """Of those whose promise was due; what runs in time says nothing. Days from the first contact to the end, of those
    that have ended: the median, and the time within which nine of ten had ended (nearest rank)."""

    acknowledged: Counted | None
    resolved: Counted | None
    median_days: float | None
    ninth_days: float | None


def timeliness(user: User, since: datetime, until: datetime) -> Timeliness:
    found = received_in(user, since, until)
    names = ("acknowledged-in-time", "acknowledged-late", "resolved-in-time", "resolved-late")
    counted = found.aggregate(**{name: Count("pk", filter=MARKS[name], distinct=True) for name in names})
    ended = found.filter(state__in=ENDED, closed_at__isnull=False).order_by("-received_at", "-pk")
    lasted = list(ended.values_list(F("closed_at") - F("received_at"), flat=True)[:_MOST])
    days = np.sort(np.array([one.total_seconds() / 86_400 for one in lasted]))
    return Timeliness(
        _kept(counted["acknowledged-in-time"], counted["acknowledged-late"]),
        _kept(counted["resolved-in-time"], counted["resolved-late"]),
        float(np.median(days)) if days.size else None,
        float(days[-(-9 * days.size // 10) - 1]) if days.size else None,
    )


def _kept(met: int, broken: int) -> Counted | None:
    return share_of(met, met + broken)
