"""Which addresses may be called: public ones over TLS, and those of hosts that the operator names."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from django.conf import settings

from idic.loop.automation.errors import WebhookRefused
from idic.loop.automation.operations.webhooks import checked_url


def is_allowed(address: str) -> bool:
    try:
        checked_url(address)
    except WebhookRefused:
        return False
    return True


def leads_outside(address: str) -> bool:
    """Where the name leads at this moment; a name that leads nowhere is found out by who calls it."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if host in settings.CONFIGURATION.webhook_hosts:
        return True
    try:
        found = socket.getaddrinfo(host, parts.port or 443, type=socket.SOCK_STREAM)
    except OSError:
        return True
    return all(ipaddress.ip_address(one[4][0]).is_global for one in found)
