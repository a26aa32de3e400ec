"""What has been done since a turn of the loop, read from the events."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from idic.foundation.events.models import Event

_VERBS = {
    "follow_up.created": "planned",
    "follow_up.done": "done",
    "segment.created": "changed",
    "segment.changed": "changed",
    "segment.archived": "changed",
}


@dataclass(frozen=True)
class TurnActs:
    """`planned` and `done` are follow-ups; `changed` are segments made, changed or archived by a person."""

    planned: int = 0
    done: int = 0
    changed: int = 0


def acts_around(*, previous: int, latest: int) -> tuple[TurnActs, TurnActs]:
    """Acts between the two watermarks, and those after the latest one. Both in one query."""
    rows = (
        Event.objects.filter(pk__gt=previous, verb__in=_VERBS, actor_id__isnull=False)
        .order_by()
        .values_list("verb")
        .annotate(before=Count("pk", filter=Q(pk__lte=latest)), after=Count("pk", filter=Q(pk__gt=latest)))
    )
    before = dict.fromkeys(_VERBS.values(), 0)
    after = dict(before)
    for verb, earlier, later in rows:
        before[_VERBS[verb]] += earlier
        after[_VERBS[verb]] += later
    return TurnActs(**before), TurnActs(**after)
