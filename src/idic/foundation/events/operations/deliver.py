from __future__ import annotations

import logging
import time

from django.db import transaction
from django.db.models import Max

from idic.foundation.events.models import Event, EventCursor
from idic.foundation.events.operations.seal import advance_horizon
from idic.foundation.events.subscriptions import Subscription, subscriptions

#: A new policy looks forward only, it must not act on the whole past at once; but for a past as short as this.
_SHORT_PAST = 500
_STEP = 500
#: Who is further behind is asked event by event, so that one that stands still does not make the others' look dear.
_LOOK_BACK = 10_000
#: Seconds after which a transaction of deliveries ends: what a policy has touched is locked until then.
_PATIENCE = 0.25

logger = logging.getLogger(__name__)


def deliver_settled_events() -> int:
    """Hands each subscriber the events that it has not seen; returns how many were handled.

    A subscriber that raises stays before its event, and is asked again the next time; it does not hold up the others.
    """
    settled = advance_horizon()
    known = _cursors(settled)
    behind = [(one, known[one.name]) for one in subscriptions() if known[one.name].last_id < settled]
    if not behind:
        return 0
    since = max(min(cursor.last_id for _one, cursor in behind), settled - _LOOK_BACK)
    newest = _newest_of_each_verb(since, settled)
    waiting = [
        (one, cursor)
        for one, cursor in behind
        if cursor.last_id < since or any(newest.get(verb, 0) > cursor.last_id for verb in one.awaited_verbs())
    ]
    idle = {cursor.pk for _one, cursor in behind} - {cursor.pk for _one, cursor in waiting}
    EventCursor.objects.filter(pk__in=idle, last_id__lt=settled).update(last_id=settled)
    handled, errors = 0, list[Exception]()
    for subscription, cursor in waiting:
        try:
            handled += _deliver_to(subscription, cursor.pk, settled)
        except Exception as error:
            logger.exception("policy %s could not handle an event", subscription.name)
            errors.append(error)
    if errors:
        raise errors[0]
    return handled


def _cursors(settled: int) -> dict[str, EventCursor]:
    found = {one.subscriber: one for one in EventCursor.objects.all()}
    new = [
        EventCursor(subscriber=one.name, last_id=settled if settled > _SHORT_PAST else 0)
        for one in subscriptions()
        if one.name not in found
    ]
    if new:
        EventCursor.objects.bulk_create(new, ignore_conflicts=True)
        found = {one.subscriber: one for one in EventCursor.objects.all()}
    return found


def _newest_of_each_verb(after: int, settled: int) -> dict[str, int]:
    told = Event.objects.filter(id__gt=after, id__lte=settled).values("verb").annotate(newest=Max("id"))
    return dict(told.order_by().values_list("verb", "newest"))


def _deliver_to(subscription: Subscription, cursor_id: int, settled: int) -> int:
    handled = 0
    while True:
        count, is_done, error = _deliver_some(subscription, cursor_id, settled)
        handled += count
        if error is not None:
            raise error
        if is_done:
            return handled


def _deliver_some(subscription: Subscription, cursor_id: int, settled: int) -> tuple[int, bool, Exception | None]:
    """As many as one short transaction holds: how many, whether that was all, and what the next one raised."""
    until, step = time.monotonic() + _PATIENCE, 1 if subscription.alone else _STEP
    handled, error = 0, None
    with transaction.atomic():
        cursor = EventCursor.objects.select_for_update().get(pk=cursor_id)
        events = list(
            Event.objects.filter(id__gt=cursor.last_id, id__lte=settled, verb__in=subscription.awaited_verbs())
            .order_by("id")[:step]
        )  # fmt: skip
        for event in events:
            try:
                with transaction.atomic():
                    subscription.handler(event)
            except Exception as raised:
                error = raised
                break
            handled, cursor.last_id = handled + 1, event.pk
            if time.monotonic() > until:
                break
        is_done = error is None and handled == len(events) and len(events) < step
        if is_done:
            cursor.last_id = max(cursor.last_id, settled)
        cursor.save(update_fields=["last_id"])
    return handled, is_done, error
