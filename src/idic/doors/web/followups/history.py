"""The history of one follow-up in words, from its events."""

from __future__ import annotations

from idic.domain.interact.models import FollowUp
from idic.doors.web.timeline.entries import TimelineEntry
from idic.doors.web.timeline.wording import people_in, word_events
from idic.foundation.accounts.queries.names import names_of_users
from idic.foundation.events.queries.timeline import subject_events


def history_of(follow_up: FollowUp) -> list[TimelineEntry]:
    events = subject_events("follow_up", follow_up.pk)
    return word_events(events, users=names_of_users(people_in(events)))
