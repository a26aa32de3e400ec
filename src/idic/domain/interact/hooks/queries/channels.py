from __future__ import annotations

from django.db.models import QuerySet

from idic.domain.interact.cases.queries.seen import seen_case
from idic.domain.interact.hooks.models import HookChannel, HookDelivery
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def access_channels(user: User) -> QuerySet[HookChannel]:
    require(user, "channel.manage")
    return HookChannel.objects.select_related("team", "topic").defer("secret", "token")


def access_channel(user: User, pk: int) -> HookChannel:
    require(user, "channel.manage")
    found = HookChannel.objects.select_related("team", "topic").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def channel_of(kind: str, key: str) -> HookChannel | None:
    """As the other side names it."""
    return HookChannel.objects.select_related("team", "topic").filter(kind=kind, key=key[:32]).first()


def deliveries(user: User, channel: HookChannel) -> QuerySet[HookDelivery]:
    rows = HookDelivery.objects.filter(channel=channel).select_related("message")
    return rows.prefetch_related(seen_case(user, "message__case"))


def access_delivery(user: User, channel_id: int, pk: int) -> HookDelivery:
    require(user, "channel.manage")
    found = HookDelivery.objects.filter(channel=channel_id, pk=pk).first()
    if found is None:
        raise NotVisible
    return found
