"""A telephone system as it speaks: events of calls, signed."""

from __future__ import annotations

import json
import time
from typing import Any

from django.test import Client
from django.urls import reverse

from idic.domain.interact.telephony.models import Call, Exchange
from idic.domain.interact.telephony.operations.exchanges import create_exchange
from idic.domain.interact.telephony.operations.taking import take_event
from idic.domain.interact.telephony.secrets import hidden
from idic.domain.interact.telephony.told import read_event
from idic.foundation.sealing.signature import signature

SECRET = "sixteen tons"


def make_exchange(by: Any, name: str = "Front office") -> Exchange:
    made, _secret = create_exchange(name, by=by)
    made.secret = hidden(SECRET)
    made.save()
    return made


def tell(exchange: Exchange, event: str, *, call: str = "1", **more: Any) -> Call:
    """Past the wire."""
    return take_event(exchange, read_event(json.dumps({"call": call, "event": event, **more}).encode()))


def send(exchange: Exchange, body: bytes, *, secret: str = SECRET, late: int = 0, signed: str = "") -> Any:
    stamp = str(int(time.time()) - late)
    headers = {"Idic-Timestamp": stamp, "Idic-Signature": signed or signature(secret, stamp, body)}
    url = reverse("cti:told", args=[exchange.key])
    return Client().post(url, body, content_type="application/json", headers=headers)
