"""One answer to the address of a channel."""

from __future__ import annotations

import http.client
import json
import socket
import time

from idic.domain.interact.hooks.errors import SendingFailed
from idic.domain.interact.hooks.models import HookDelivery
from idic.domain.interact.mail.errors import PeerFailed
from idic.domain.interact.mail.secrets import revealed
from idic.foundation.sealing.signature import signature
from idic.loop.automation.errors import WebhookRefused
from idic.loop.automation.operations.webhooks import post


def send(delivery: HookDelivery) -> int:
    """Any answer but a good one is asked again later; the other side knows a delivery that it has by its number."""
    message, channel = delivery.message, delivery.channel
    body = json.dumps(
        {
            "delivery": str(delivery.number), "message": message.pk, "conversation": delivery.talk.external_id,
            "text": message.text, "at": message.at.isoformat(),
            "sender": {"name": message.author.display_name if message.author else ""},
        },
        ensure_ascii=False,
    ).encode()  # fmt: skip
    timestamp = str(int(time.time()))
    try:
        headers = {
            "Content-Type": "application/json; charset=utf-8", "User-Agent": "IDIC", "Idic-Delivery": str(delivery.number),
            "Idic-Timestamp": timestamp, "Idic-Signature": signature(revealed(channel.secret), timestamp, body),
        }  # fmt: skip
        status = post(channel.address, body, headers)
    except PeerFailed as error:
        raise SendingFailed("secret", is_final=True) from error
    except WebhookRefused as error:
        raise SendingFailed("refused_address", is_final=True) from error
    except (TimeoutError, ConnectionResetError, http.client.HTTPException) as error:
        raise SendingFailed(type(error).__name__, was_handed_over=True) from error
    except (socket.gaierror, OSError, UnicodeError) as error:
        raise SendingFailed(type(error).__name__) from error
    if not 200 <= status < 300:
        raise SendingFailed(f"HTTP {status}", status=status)
    return status
