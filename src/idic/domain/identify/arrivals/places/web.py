from __future__ import annotations

import base64
import http.client
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import SplitResult, unquote, urlsplit

from idic.domain.identify.arrivals.errors import PlaceRefused, PlaceUnreachable
from idic.domain.identify.arrivals.models import Schedule
from idic.domain.identify.arrivals.places.found import Found
from idic.domain.identify.arrivals.places.hosts import address_of, is_named
from idic.domain.identify.arrivals.secrets import revealed
from idic.foundation.tables.limits import MAX_UNPACKED_BYTES

_PATIENCE_SECONDS = 30
_PIECE = 1 << 20


def checked_address(url: str) -> SplitResult:
    """https, or http to a host that the installation names; plain characters, no password in the address."""
    try:
        parts = urlsplit(url)
        _port = parts.port
    except ValueError as error:
        raise PlaceRefused("bad_address") from error
    if not url.isascii() or any(sign.isspace() or not sign.isprintable() for sign in url) or not parts.hostname:
        raise PlaceRefused("bad_address")
    if parts.username or parts.password:
        raise PlaceRefused("password_in_address")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_named(parts.hostname)):
        raise PlaceRefused("not_https")
    return parts


@contextmanager
def file_of_address(schedule: Schedule) -> Iterator[Iterator[Found]]:
    parts = checked_address(schedule.address)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    address = address_of(host, port)
    try:
        with socket.create_connection((address, port), timeout=_PATIENCE_SECONDS) as plain:
            link = http.client.HTTPConnection(host, port, timeout=_PATIENCE_SECONDS)
            link.sock = (
                ssl.create_default_context().wrap_socket(plain, server_hostname=host)
                if parts.scheme == "https"
                else plain
            )
            headers = {"User-Agent": "IDIC", "Accept-Encoding": "identity"}
            if schedule.user_name:
                pair = f"{schedule.user_name}:{revealed(schedule.secret)}".encode()
                headers["Authorization"] = f"Basic {base64.b64encode(pair).decode('ascii')}"
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            link.request("GET", path, headers=headers)
            answer = link.getresponse()
            if answer.status != 200:
                raise PlaceUnreachable("refused_by_server" if answer.status in (401, 403) else "no_file")
            name = unquote(parts.path.rpartition("/")[2]) or "file"
            yield iter([Found(name, "", lambda: _pieces(answer))])
            link.close()
    except ssl.SSLCertVerificationError as error:
        raise PlaceUnreachable("bad_certificate") from error
    except (OSError, http.client.HTTPException) as error:
        raise PlaceUnreachable("no_connection") from error


def _pieces(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    taken = 0
    while piece := answer.read(_PIECE):
        taken += len(piece)
        if taken > MAX_UNPACKED_BYTES:
            raise PlaceUnreachable("too_large")
        yield piece
    if answer.length:
        # The connection ended before the length that the server told.
        raise PlaceUnreachable("no_connection")
