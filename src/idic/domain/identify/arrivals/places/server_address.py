from __future__ import annotations

import re

from idic.domain.identify.arrivals.errors import PlaceRefused

_ADDRESS = re.compile(
    r"(?:sftp://)?(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::(?P<port>[0-9]{1,5}))?(?P<folder>/.*)?"
)


def split_address(address: str) -> tuple[str, int, str]:
    """host, port and folder of files.example.com:22/outgoing"""
    found = _ADDRESS.fullmatch(address.strip())
    port = int(found["port"] or 22) if found else 0
    if found is None or not 0 < port < 65536:
        raise PlaceRefused("bad_address")
    return found["host"].strip("[]"), port, found["folder"] or "."
