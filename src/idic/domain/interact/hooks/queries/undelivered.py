from __future__ import annotations

from collections.abc import Collection

from idic.domain.interact.hooks.models import HookDelivery


def undelivered_answers(messages: Collection[int]) -> dict[int, HookDelivery]:
    """Of messages that are known not to have arrived, or not known to have: what the last attempt met."""
    if not messages:
        return {}
    return {one.message_id: one for one in HookDelivery.objects.filter(message__in=messages)}
