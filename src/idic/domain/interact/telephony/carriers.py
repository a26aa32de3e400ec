"""Who speaks with telephone systems. The capsule in `doors/feeds/cti` says so when it starts."""

from __future__ import annotations

from collections.abc import Callable

from idic.domain.interact.telephony.models import Exchange

#: (telephone system, extension, number); raises NotDialled.
Dialling = Callable[[Exchange, str, str], None]
#: The address as it may be kept; raises AddressRefused.
Checking = Callable[[str], str]

_dialling: list[Dialling] = []
_checking: list[Checking] = []


def carry(dialling: Dialling, checking: Checking) -> None:
    _dialling[:], _checking[:] = [dialling], [checking]


def dial_there(exchange: Exchange, extension: str, number: str) -> None:
    _dialling[0](exchange, extension, number)


def checked_address(url: str) -> str:
    return _checking[0](url)
