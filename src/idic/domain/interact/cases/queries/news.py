"""Whether something about a case was told: what an open page asks every moment, and so as cheap as can be."""

from __future__ import annotations

from django.db.models import Exists

from idic.foundation.events.models import Event


def told_since(since: int | None) -> tuple[int, bool]:
    """The last event there is, and whether one after `since` was about a case. One statement, by the key."""
    if since is None:
        return Event.objects.order_by("-id").values_list("id", flat=True).first() or 0, False
    news = Exists(Event.objects.filter(id__gt=since, subject_kind="case"))
    return Event.objects.order_by("-id").values_list("id", news).first() or (0, False)
