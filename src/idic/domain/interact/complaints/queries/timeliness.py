"""How long complaints took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db.models import F

from idic.domain.interact.complaints.enums import ENDED
from idic.domain.interact.complaints.queries.figures import received_in
from idic.foundation.accounts.models import User

_MOST = 50_000


@dataclass(frozen=True)
class Lasted:
    """Days from the first contact to the end, of those that have ended: the median, and the time within which nine of ten
    had ended (nearest rank)."""

    median_days: float | None
    ninth_days: float | None


def lasted(user: User, since: datetime, until: datetime) -> Lasted:
    ended = received_in(user, since, until).filter(state__in=ENDED, closed_at__isnull=False)
    spans = ended.order_by("-received_at", "-pk").values_list(F("closed_at") - F("received_at"), flat=True)
    days = np.sort(np.array([one.total_seconds() / 86_400 for one in spans[:_MOST]]))
    return Lasted(
        float(np.median(days)) if days.size else None,
        float(days[-(-9 * days.size // 10) - 1]) if days.size else None,
    )
