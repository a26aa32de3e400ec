from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from django.db import transaction

from idic.domain.identify.privacy.enums import Channel
from idic.domain.identify.privacy.models import QuietHours
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event


@transaction.atomic
def set_quiet_hours(hours: Mapping[str, tuple[time, time] | None], *, by: User) -> None:
    """None: the channel has no quiet time."""
    require(by, "privacy.manage")
    before = _recorded()
    for code, told in hours.items():
        channel = Channel(code)
        if told is None:
            QuietHours.objects.filter(channel=channel).delete()
        else:
            QuietHours.objects.update_or_create(channel=channel, defaults={"starts": told[0], "ends": told[1]})
    after = _recorded()
    if before != after:
        append_event(NewEvent("privacy.quiet_hours", "privacy", 0, before=before, after=after), by=by)


def _recorded() -> dict[str, object]:
    return {one.channel: f"{one.starts:%H:%M}–{one.ends:%H:%M}" for one in QuietHours.objects.order_by("channel")}
