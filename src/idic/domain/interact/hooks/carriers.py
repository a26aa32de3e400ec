"""Who speaks with messengers. The capsules in `doors/feeds` say so when they start; this room knows no protocol."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from idic.domain.interact.hooks.errors import AddressRefused, FetchingFailed
from idic.domain.interact.hooks.models import HookChannel, HookDelivery
from idic.foundation.texts import trimmed

#: Returns the status of the answer; raises SendingFailed alone.
Send = Callable[[HookDelivery], int]


@dataclass(frozen=True)
class Fetched:
    data: bytes
    media_type: str


#: A file that the messenger keeps, by its name there, of at most so many bytes; raises FetchingFailed alone.
Fetch = Callable[[HookChannel, str, int], Fetched]

#: How somebody calls themselves there; empty where it is not told.
NameOf = Callable[[HookChannel, str], str]


@dataclass(frozen=True)
class Carrier:
    """`fetch` only where files do not come with their message, `name_of` where names do not."""

    send: Send
    # whether an address may be called at all
    allows: Callable[[str], bool]
    fetch: Fetch | None = None
    name_of: NameOf | None = None


_carriers: dict[str, Carrier] = {}


def carry(kind: str, carrier: Carrier) -> None:
    _carriers[kind] = carrier


def send(delivery: HookDelivery) -> int:
    return _carriers[delivery.channel.kind].send(delivery)


def fetch(channel: HookChannel, external_id: str, most: int) -> Fetched:
    carried = _carriers[channel.kind].fetch
    if carried is None:
        raise FetchingFailed("not_offered", is_final=True)
    return carried(channel, external_id, most)


def name_of(channel: HookChannel, conversation: str) -> str:
    asked = _carriers[channel.kind].name_of
    return asked(channel, conversation) if asked is not None else ""


def checked_address(kind: str, address: str) -> str:
    found = trimmed(address, 500).rstrip("/") if kind == "line" else trimmed(address, 500)
    if found and not _carriers[kind].allows(found):
        raise AddressRefused
    return found
