"""Who speaks with messengers. The capsules in `doors/feeds` say so when they start; this room knows no protocol."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from idic.domain.interact.hooks.errors import AddressRefused
from idic.domain.interact.hooks.models import HookDelivery

#: Returns the status of the answer; raises SendingFailed alone.
Send = Callable[[HookDelivery], int]


@dataclass(frozen=True)
class Carrier:
    send: Send
    # whether an address may be called at all
    allows: Callable[[str], bool]


_carriers: dict[str, Carrier] = {}


def carry(kind: str, carrier: Carrier) -> None:
    _carriers[kind] = carrier


def send(delivery: HookDelivery) -> int:
    return _carriers[delivery.channel.kind].send(delivery)


def checked_address(kind: str, address: str) -> str:
    found = address.strip()[:500].rstrip("/") if kind == "line" else address.strip()[:500]
    if found and not _carriers[kind].allows(found):
        raise AddressRefused
    return found
