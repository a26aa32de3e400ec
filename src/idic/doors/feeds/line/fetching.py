"""A picture or file of a message, which LINE keeps for some days."""

from __future__ import annotations

from urllib.parse import quote

from linebot.v3.messaging.exceptions import ApiException, OpenApiException
from urllib3.exceptions import HTTPError

from idic.domain.interact.hooks.carriers import Fetched
from idic.domain.interact.hooks.errors import FetchingFailed
from idic.domain.interact.hooks.models import HookChannel
from idic.domain.interact.hooks.operations.channels import LINE_ADDRESS
from idic.domain.interact.mail.errors import PeerFailed
from idic.doors.feeds.hooks.addresses import leads_outside
from idic.doors.feeds.line.client import Client

_DATA_ADDRESS = "https://api-data.line.me"
_PATIENCE = 30.0
_KINDS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", b"GIF8": "image/gif"}


def fetch(channel: HookChannel, external_id: str, most: int) -> Fetched:
    """Read only as far as it may be kept. A film that LINE still prepares is asked for again."""
    base = _DATA_ADDRESS if channel.address == LINE_ADDRESS else channel.address
    if not leads_outside(base):
        raise FetchingFailed("refused_address", is_final=True)
    try:
        client = Client(channel)
        headers = {"Authorization": f"Bearer {client.configuration.access_token}"}
        answer = client.request(
            "GET", f"{base}/v2/bot/message/{quote(external_id, safe='')}/content", headers=headers,
            _preload_content=False, _request_timeout=_PATIENCE,
        )  # fmt: skip
        try:
            data = bytes(answer.read(most + 1))
            kind = str(answer.headers.get("Content-Type") or "")
        finally:
            answer.close()
    except PeerFailed as error:
        raise FetchingFailed("secret", is_final=True) from error
    except ApiException as error:
        status = error.status or 0
        raise FetchingFailed(f"HTTP {status}" if status else "tls", is_final=status in (400, 404, 410)) from error
    except (OpenApiException, HTTPError, OSError) as error:
        raise FetchingFailed(type(error).__name__) from error
    if answer.status != 200 or not data:
        raise FetchingFailed(f"HTTP {answer.status}")
    if len(data) > most:
        raise FetchingFailed("too_large", is_final=True)
    return Fetched(data, _kind(data, kind))


def _kind(data: bytes, told: str) -> str:
    """By its first bytes; what else it says of itself is only shown."""
    plain = told.partition(";")[0].strip().lower()[:100]
    found = next((kind for start, kind in _KINDS.items() if data.startswith(start)), "")
    return found or (plain if plain and not plain.startswith("image/") else "application/octet-stream")
