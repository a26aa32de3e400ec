"""A click on a number: a signed message to the telephone system, which rings the desk and then calls the number."""

from __future__ import annotations

import http.client
import json
import time

from idic.domain.interact.telephony.errors import AddressRefused, NotDialled
from idic.domain.interact.telephony.models import Exchange
from idic.domain.interact.telephony.secrets import revealed
from idic.foundation.sealing.signature import signature
from idic.loop.automation.errors import WebhookRefused
from idic.loop.automation.operations.webhooks import checked_url, post

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
        status = post(exchange.dial_url, body, headers, patience=_PATIENCE_SECONDS)
    except (OSError, UnicodeError, http.client.HTTPException, WebhookRefused) as error:
        raise NotDialled from error
    if not 200 <= status < 300:
        raise NotDialled
