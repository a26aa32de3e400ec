from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.contact import Purpose
from idic.domain.interact.hooks.carriers import checked_address
from idic.domain.interact.hooks.enums import HookKind
from idic.domain.interact.hooks.errors import HookOutdated, NameMissing, SecretMissing
from idic.domain.interact.hooks.models import HookChannel
from idic.domain.interact.mail.secrets import hidden
from idic.foundation.accounts.models import Team, User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import one_line

LINE_ADDRESS = "https://api.line.me"
_TOLD = ("kind", "name", "address", "team_id", "topic_id", "purpose", "is_active")


@dataclass(frozen=True)
class ChannelDraft:
    """`secret` and `token` are what LINE gave; empty they stay as they are. A webhook's secret is made here."""

    name: str
    kind: str = HookKind.WEBHOOK
    address: str = ""
    team: Team | None = None
    topic: CaseTopic | None = None
    purpose: str = Purpose.REQUEST_SERVICE
    secret: str = ""
    token: str = ""


@transaction.atomic
def create_channel(draft: ChannelDraft, *, by: User) -> tuple[HookChannel, str]:
    """The channel, and for a webhook its secret, which nobody is shown again."""
    require(by, "channel.manage")
    channel = HookChannel(kind=HookKind(draft.kind), key=secrets.token_urlsafe(18))
    _fill(channel, draft)
    shown = ""
    if channel.kind == HookKind.WEBHOOK:
        shown = secrets.token_urlsafe(32)
        channel.secret = hidden(shown)
    channel.save()
    _record("hook.created", channel, by=by, before={}, after=_told(channel))
    return channel, shown


@transaction.atomic
def change_channel(channel: HookChannel, draft: ChannelDraft, *, version: int, by: User) -> HookChannel:
    kept = _locked(channel, by)
    if kept.version != version:
        raise HookOutdated
    before = _told(kept)
    _fill(kept, draft)
    kept.version += 1
    kept.save()
    after = {name: value for name, value in _told(kept).items() if before[name] != value}
    _record("hook.changed", kept, by=by, before={name: before[name] for name in after}, after=after)
    return kept


@transaction.atomic
def renew_secret(channel: HookChannel, *, by: User) -> str:
    """What was signed with the one before is refused from now on."""
    kept = _locked(channel, by)
    shown = secrets.token_urlsafe(32)
    kept.secret, kept.version = hidden(shown), kept.version + 1
    kept.save()
    _record("hook.secret_renewed", kept, by=by, before={}, after={})
    return shown


@transaction.atomic
def switch_channel(channel: HookChannel, *, is_active: bool, by: User) -> HookChannel:
    kept = _locked(channel, by)
    if kept.is_active != is_active:
        kept.is_active, kept.version = is_active, kept.version + 1
        kept.save()
        verb = "hook.resumed" if is_active else "hook.paused"
        _record(verb, kept, by=by, before={}, after={"is_active": is_active})
    return kept


def _locked(channel: HookChannel, by: User) -> HookChannel:
    require(by, "channel.manage")
    return HookChannel.objects.select_for_update().get(pk=channel.pk)


def _fill(channel: HookChannel, draft: ChannelDraft) -> None:
    channel.name = one_line(draft.name, 120)
    if not channel.name:
        raise NameMissing
    before = channel.address
    channel.address = checked_address(channel.kind, draft.address or (LINE_ADDRESS if channel.kind == "line" else ""))
    channel.team, channel.topic, channel.purpose = draft.team, draft.topic, Purpose(draft.purpose)
    if channel.kind == HookKind.LINE:
        # a token goes to no other server than it was entered for
        if before and before != channel.address:
            channel.token = ""
        channel.secret = hidden(draft.secret.strip()) if draft.secret.strip() else channel.secret
        channel.token = hidden(draft.token.strip()) if draft.token.strip() else channel.token
        if not channel.secret or not channel.token:
            raise SecretMissing


def _told(channel: HookChannel) -> dict[str, object]:
    """What events keep of it: never a secret."""
    return {name: getattr(channel, name) for name in _TOLD}


def _record(
    verb: str, channel: HookChannel, *, by: User, before: Mapping[str, object], after: Mapping[str, object]
) -> None:
    append_event(NewEvent(verb, "hook", channel.pk, before={"name": channel.name, **before}, after=after), by=by)
