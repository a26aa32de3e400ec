from __future__ import annotations

import logging

from linebot.v3.messaging import MessagingApi
from linebot.v3.messaging.exceptions import OpenApiException
from urllib3.exceptions import HTTPError

from idic.domain.interact.hooks.models import HookChannel
from idic.domain.interact.mail.errors import PeerFailed
from idic.doors.feeds.hooks.addresses import leads_outside
from idic.doors.feeds.line.client import Client

logger = logging.getLogger(__name__)

_PATIENCE = 10.0


def name_of(channel: HookChannel, user: str) -> str:
    """As they call themselves: shown, and never used to say who they are."""
    if not leads_outside(channel.address):
        return ""
    try:
        return str(MessagingApi(Client(channel)).get_profile(user, _request_timeout=_PATIENCE).display_name)
    except (OpenApiException, HTTPError, PeerFailed, OSError, ValueError) as error:
        logger.warning("line %s: profile: %s", channel.pk, type(error).__name__)
        return ""
