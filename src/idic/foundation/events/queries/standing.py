"""Policies that do not come past an event: what they should do waits, and so do the events behind it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from idic.foundation.events.models import EventCursor
from idic.foundation.events.subscriptions import subscriptions

#: A policy that is well is seconds behind.
_LONG = timedelta(minutes=10)

_FIRST = """
SELECT s.name, e.id, e.verb, e.at
FROM jsonb_to_recordset(%s::jsonb) AS s(name text, last_id bigint, verbs text[])
CROSS JOIN LATERAL (
    SELECT id, verb, at FROM events_event
    WHERE id > s.last_id AND id <= (SELECT settled_id FROM events_eventhorizon LIMIT 1) AND verb = ANY(s.verbs)
    ORDER BY id LIMIT 1
) AS e
WHERE e.at < %s
ORDER BY s.name
"""


@dataclass(frozen=True)
class StandingPolicy:
    name: str
    event_id: int
    verb: str
    since: datetime


def policies_that_stand() -> list[StandingPolicy]:
    """Each with the event before which it stands."""
    reached = dict(EventCursor.objects.values_list("subscriber", "last_id"))
    asked = [
        {"name": one.name, "last_id": reached[one.name], "verbs": sorted(one.awaited_verbs())}
        for one in subscriptions()
        if one.name in reached
    ]
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, [json.dumps(asked), timezone.now() - _LONG])
        return [StandingPolicy(*row) for row in cursor.fetchall()]
