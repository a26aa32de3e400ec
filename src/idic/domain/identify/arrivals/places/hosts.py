"""Which machines may be visited: public ones, and those of the own network that the installation names."""

from __future__ import annotations

import ipaddress
import socket

from django.conf import settings

from idic.domain.identify.arrivals.errors import PlaceRefused, PlaceUnreachable


def is_named(host: str) -> bool:
    return host in settings.CONFIGURATION.import_hosts


def address_of(host: str, port: int) -> str:
    """The name is looked up once, and the connection goes to that very address: what was checked is what is called."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise PlaceUnreachable("no_host") from error
    address = str(found[0][4][0])
    if not is_named(host) and not ipaddress.ip_address(address).is_global:
        raise PlaceRefused("private_address")
    return address
