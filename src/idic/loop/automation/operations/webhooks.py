"""Signed messages to other systems, sent by the worker: at least once, to public addresses only."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ipaddress
import json
import logging
import socket
import ssl
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.jobs.queueing import queue
from idic.loop.automation.enums import WebhookState
from idic.loop.automation.errors import WebhookNotFailed, WebhookRefused
from idic.loop.automation.models import Rule, WebhookDelivery

logger = logging.getLogger(__name__)

PAUSES = tuple(timedelta(minutes=one) for one in (1, 5, 15, 60, 180))
ATTEMPTS = len(PAUSES) + 1
#: So long one is left to the job of its own before whoever looks every minute takes it up.
OWN_JOB = timedelta(minutes=1)
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
    next_at = timezone.now() + OWN_JOB
    delivery = WebhookDelivery.objects.create(
        rule=rule, event_id=event_id, url=checked_url(url), body=body, next_at=next_at
    )  # fmt: skip
    _queue(delivery)
    return delivery


@transaction.atomic
def send_again(delivery: WebhookDelivery, *, by: User) -> None:
    """Under the number it had, by which the other side knows one that it has already."""
    require(by, "automation.manage")
    row = WebhookDelivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    if row.state != WebhookState.FAILED:
        raise WebhookNotFailed
    row.state = WebhookState.WAITING
    row.error = ""
    row.attempts = 0
    row.next_at = timezone.now() + OWN_JOB
    row.save()
    append_event(NewEvent("rule.webhook_again", "rule", row.rule_id, after={"delivery_id": row.pk}), by=by)
    _queue(row)


def deliver_now(delivery_id: int) -> bool:
    """Whether it arrived. What fails is tried again by whoever looks every minute."""
    delivery = _claim(delivery_id, Q())
    return delivery is not None and _deliver(delivery)


def deliver_due(*, limit: int = 200) -> int:
    due = Q(next_at__lte=timezone.now())
    waiting = WebhookDelivery.objects.filter(due, state=WebhookState.WAITING).order_by("next_at", "pk")
    claimed = (_claim(pk, due) for pk in list(waiting.values_list("pk", flat=True)[:limit]))
    return sum(_deliver(one) for one in claimed if one is not None)


@transaction.atomic
def _claim(delivery_id: int, only: Q) -> WebhookDelivery | None:
    """An attempt is counted before it is made: one that takes its worker down is not made for ever."""
    rows = WebhookDelivery.objects.select_for_update(skip_locked=True, of=("self",)).select_related("rule")
    row = rows.filter(only, pk=delivery_id, state=WebhookState.WAITING).first()
    if row is None:
        return None
    if row.attempts >= ATTEMPTS:
        row.state, row.error = WebhookState.FAILED, row.error or "interrupted"
        row.save(update_fields=["state", "error"])
        return None
    row.next_at = timezone.now() + PAUSES[min(row.attempts, len(PAUSES) - 1)]
    row.attempts += 1
    row.save(update_fields=["attempts", "next_at"])
    return row


def _deliver(delivery: WebhookDelivery) -> bool:
    is_over = False
    try:
        delivery.status, delivery.error = _posted(delivery), ""
        if not 200 <= delivery.status < 300:
            delivery.error = f"HTTP {delivery.status}"
    except WebhookRefused:
        delivery.status, delivery.error, is_over = None, "refused address", True
    except (OSError, UnicodeError, http.client.HTTPException) as error:
        delivery.status, delivery.error = None, type(error).__name__
    except Exception as error:  # what another try cannot mend, as far as anybody knows: a person says when
        logger.exception("webhook %s could not be sent", delivery.pk)
        delivery.status, delivery.error, is_over = None, type(error).__name__, True
    if not delivery.error:
        delivery.state, delivery.delivered_at = WebhookState.DELIVERED, timezone.now()
    elif is_over or delivery.attempts >= ATTEMPTS:
        delivery.state = WebhookState.FAILED
    ours = WebhookDelivery.objects.filter(pk=delivery.pk, state=WebhookState.WAITING, attempts=delivery.attempts)
    ours.update(
        state=delivery.state, status=delivery.status, error=delivery.error, delivered_at=delivery.delivered_at
    )  # fmt: skip
    return delivery.state == WebhookState.DELIVERED


def _posted(delivery: WebhookDelivery) -> int:
    body = json.dumps({"delivery": delivery.pk, **delivery.body}, ensure_ascii=False).encode()
    signature = hmac.new(secret_of(delivery.rule).encode(), body, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "application/json; charset=utf-8", "User-Agent": "IDIC", "Idic-Delivery": str(delivery.pk),
        "Idic-Signature": f"sha256={signature}",
    }  # fmt: skip
    return post(delivery.url, body, headers)


def _queue(delivery: WebhookDelivery) -> None:
    from idic.loop.automation.tasks import deliver_webhook  # the task module needs the app registry to be ready

    queue(deliver_webhook, delivery_id=delivery.pk)


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
