"""Signed messages to other systems, sent by the worker: at least once, to public addresses only."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ipaddress
import json
import socket
import ssl
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from idic.foundation.jobs.queueing import queue
from idic.loop.automation.enums import WebhookState
from idic.loop.automation.errors import WebhookRefused
from idic.loop.automation.models import Rule, WebhookDelivery

ATTEMPTS = 6
_PATIENCE_SECONDS = 10


def checked_url(url: str) -> str:
    """Plain characters only: what a URL holds beyond them is written with percent signs."""
    try:
        parts = urlsplit(url)
        _port = parts.port
    except ValueError as error:
        raise WebhookRefused from error
    if not url.isascii() or any(sign.isspace() or not sign.isprintable() for sign in url):
        raise WebhookRefused
    allowed = settings.CONFIGURATION.webhook_hosts
    if parts.hostname and parts.hostname in allowed and parts.scheme in ("http", "https"):
        return url
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.password:
        raise WebhookRefused
    try:
        literal = ipaddress.ip_address(parts.hostname)
    except ValueError:
        return url
    if not literal.is_global:
        raise WebhookRefused
    return url


def secret_of(rule: Rule) -> str:
    """Follows from the installation's key, so that it need not be stored; a new key gives every rule a new secret."""
    return hmac.new(settings.SECRET_KEY.encode(), f"webhook:{rule.pk}".encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def queue_webhook(rule: Rule, *, url: str, event_id: int, body: dict[str, Any]) -> WebhookDelivery:
    delivery = WebhookDelivery.objects.create(rule=rule, event_id=event_id, url=checked_url(url), body=body)
    from idic.loop.automation.tasks import deliver_webhook  # the task module needs the app registry to be ready

    queue(deliver_webhook, delivery_id=delivery.pk)
    return delivery


def deliver_now(delivery_id: int) -> None:
    """Raises OSError where the queue shall try again."""
    delivery = WebhookDelivery.objects.select_related("rule").filter(pk=delivery_id, state=WebhookState.WAITING).first()
    if delivery is None:
        return
    body = json.dumps({"delivery": delivery.pk, **delivery.body}, ensure_ascii=False).encode()
    signature = hmac.new(secret_of(delivery.rule).encode(), body, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "application/json; charset=utf-8", "User-Agent": "IDIC", "Idic-Delivery": str(delivery.pk),
        "Idic-Signature": f"sha256={signature}",
    }  # fmt: skip
    failure: OSError | None = None
    try:
        delivery.status = post(delivery.url, body, headers)
        delivery.error = "" if 200 <= delivery.status < 300 else f"HTTP {delivery.status}"
    except WebhookRefused:
        delivery.status, delivery.error, delivery.attempts = None, "refused address", ATTEMPTS
    except (OSError, UnicodeError, http.client.HTTPException) as error:
        delivery.status, delivery.error = None, type(error).__name__
    delivery.attempts += 1
    if not delivery.error:
        delivery.state, delivery.delivered_at = WebhookState.DELIVERED, timezone.now()
    elif delivery.attempts >= ATTEMPTS:
        delivery.state = WebhookState.FAILED
    else:
        failure = ConnectionError(delivery.error)
    delivery.save(update_fields=["status", "error", "attempts", "state", "delivered_at"])
    if failure is not None:
        raise failure


def post(url: str, body: bytes, headers: dict[str, str], *, patience: float = _PATIENCE_SECONDS) -> int:
    """The name is looked up once and the connection goes to that very address: what was checked is what is called.
    Redirects are not followed."""
    parts = urlsplit(checked_url(url))
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][4][0]
    if host not in settings.CONFIGURATION.webhook_hosts and not ipaddress.ip_address(address).is_global:
        raise WebhookRefused
    with socket.create_connection((str(address), port), timeout=patience) as plain:
        link = http.client.HTTPConnection(host, port, timeout=patience)
        link.sock = (
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) if parts.scheme == "https" else plain
        )
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        link.request("POST", path, body=body, headers=headers)
        status = link.getresponse().status
        link.close()
    return status
