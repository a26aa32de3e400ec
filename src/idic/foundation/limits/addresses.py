from __future__ import annotations

import ipaddress
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from idic.foundation.limits.counting import count_up

# Whoever has one IPv6 address has the whole of its network.
_NETWORK = 64


def network_of(request: HttpRequest) -> str:
    """As the trusted proxies tell it."""
    address = get_adapter().get_client_ip(request)
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return str(address)
    if found.version == 6:
        return str(ipaddress.ip_network((found, _NETWORK), strict=False))
    return str(found)


def is_over(request: HttpRequest, what: str, *, most: int, minutes: int = 60) -> bool:
    """Whether this address asks more often than it may; this request is counted."""
    return count_up(what, network_of(request), within=timedelta(minutes=minutes)) > most
