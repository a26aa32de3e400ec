"""A click on a number: a signed message to the telephone system, which rings the desk and then calls the number."""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import ssl
import time
from urllib.parse import urlsplit

from django.conf import settings

from idic.domain.interact.telephony.errors import AddressRefused, NotDialled
from idic.domain.interact.telephony.models import Exchange
from idic.domain.interact.telephony.secrets import revealed
from idic.foundation.sealing.signature import signature
from idic.loop.automation.errors import WebhookRefused
from idic.loop.automation.operations.webhooks import checked_url

#: Somebody waits for it with the receiver in their hand.
_PATIENCE_SECONDS = 4


def checked_address(url: str) -> str:
    """Telephone systems mostly stand in the own house: the operator names them (IDIC_WEBHOOK_HOSTS)."""
    try:
        return checked_url(url)
    except WebhookRefused as error:
        raise AddressRefused from error


def dial(exchange: Exchange, extension: str, number: str) -> None:
    body = json.dumps({"event": "dial", "extension": extension, "to": number}).encode()
    stamp = str(int(time.time()))
    headers = {
        "Content-Type": "application/json; charset=utf-8", "User-Agent": "IDIC", "Idic-Timestamp": stamp,
        "Idic-Signature": signature(revealed(exchange.secret), stamp, body),
    }  # fmt: skip
    try:
        status = _post(checked_address(exchange.dial_url), body, headers)
    except (OSError, UnicodeError, http.client.HTTPException, AddressRefused) as error:
        raise NotDialled from error
    if not 200 <= status < 300:
        raise NotDialled


def _post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """The connection goes to the very address that was checked; redirects are not followed."""
    parts = urlsplit(url)
    host, is_secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if is_secure else 80)
    address = str(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][4][0])
    if host not in settings.CONFIGURATION.webhook_hosts and not ipaddress.ip_address(address).is_global:
        raise AddressRefused
    with socket.create_connection((address, port), timeout=_PATIENCE_SECONDS) as plain:
        link = http.client.HTTPConnection(host, port, timeout=_PATIENCE_SECONDS)
        link.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if is_secure else plain
        link.request(
            "POST", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), body=body, headers=headers
        )
        status = link.getresponse().status
        link.close()
    return status
