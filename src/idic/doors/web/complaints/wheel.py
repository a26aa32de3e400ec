"""How many complaints stand in each phase of plan, do, check, act; drawn as a wheel of four quarters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from idic.domain.interact.complaints.machine import WHEEL
from idic.domain.interact.complaints.queries.figures import received_in
from idic.doors.web.complaints.wording import PHASE_MEANINGS, PHASES
from idic.foundation.accounts.models import User

# quarters of a ring in a field of 100 x 100, and the middle of each for its words
_PATHS: Mapping[str, tuple[str, int, int]] = {
    "plan": ("M50 4A46 46 0 0 1 96 50H68A18 18 0 0 0 50 32Z", 72, 28),
    "do": ("M96 50A46 46 0 0 1 50 96V68A18 18 0 0 0 68 50Z", 72, 72),
    "check": ("M50 96A46 46 0 0 1 4 50H32A18 18 0 0 0 50 68Z", 28, 72),
    "act": ("M4 50A46 46 0 0 1 50 4V32A18 18 0 0 0 32 50Z", 28, 28),
}


@dataclass(frozen=True)
class Quarter:
    code: str
    name: str
    meaning: str
    count: int
    url: str
    path: str
    x: int
    y: int


def wheel_of(user: User, since: datetime, until: datetime) -> list[Quarter]:
    """One query. Clockwise from the top right. `since` is the beginning of a day."""
    rows = received_in(user, since, until).order_by().values_list("state").annotate(n=Count("pk"))
    day = timezone.localtime(since).date().isoformat()
    counts: dict[str, int] = {}
    for state, n in rows:
        counts[WHEEL[state]] = counts.get(WHEEL[state], 0) + n
    return [
        Quarter(
            code, str(name), str(PHASE_MEANINGS[code]), counts.get(code, 0),
            f"{reverse('complaints:list')}?{urlencode({'phase': code, 'since': day})}",
            *_PATHS[code],
        )
        for code, name in PHASES.items()
    ]  # fmt: skip
