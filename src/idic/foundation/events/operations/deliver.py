from __future__ import annotations

from django.db import transaction

from idic.foundation.events.models import Event, EventCursor, EventHorizon
from idic.foundation.events.operations.seal import advance_horizon
from idic.foundation.events.subscriptions import Subscription, subscriptions

_STEP = 500


def deliver_settled_events() -> int:
    """Hands each subscriber the events that it has not seen; returns how many were handled."""
    settled = advance_horizon()
    return sum(_deliver_to(subscription, settled) for subscription in subscriptions())


def _deliver_to(subscription: Subscription, settled: int) -> int:
    handled = 0
    cursor, created = EventCursor.objects.get_or_create(subscriber=subscription.name)
    if created:
        # A new policy looks forward only: it must not act on the whole past at once.
        start = EventHorizon.objects.values_list("settled_id", flat=True).get(pk=1)
        EventCursor.objects.filter(pk=cursor.pk, last_id=0).update(last_id=start if start > _STEP else 0)
    while True:
        with transaction.atomic():
            cursor = EventCursor.objects.select_for_update().get(pk=cursor.pk)
            event = (
                Event.objects.filter(id__gt=cursor.last_id, id__lte=settled, verb__in=subscription.verbs)
                .order_by("id")
                .first()
            )
            if event is None:
                if cursor.last_id < settled:
                    EventCursor.objects.filter(pk=cursor.pk).update(last_id=settled)
                return handled
            subscription.handler(event)
            EventCursor.objects.filter(pk=cursor.pk).update(last_id=event.pk)
            handled += 1
