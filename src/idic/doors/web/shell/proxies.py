from __future__ import annotations

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")


class TrustedProxyMiddleware:
    """What a request says of its origin is believed only from the proxies that IDIC_TRUSTED_PROXY names.

    Stands first: everything behind it, sign-in throttling too, reads headers that are true or absent.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_trusted(request.META.get("REMOTE_ADDR", "")):
            for name in _FORWARDED:
                request.META.pop(name, None)
        return self.get_response(request)


def _is_trusted(address: str) -> bool:
    try:
        sender = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(sender in network for network in settings.CONFIGURATION.trusted_proxies)
