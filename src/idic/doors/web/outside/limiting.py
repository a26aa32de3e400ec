"""How often one address may ask. What is counted is a digest of the day; the address itself is kept nowhere."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from idic.doors.web.outside.visitors import page
from idic.foundation.limits.counting import count_up

View = Callable[..., HttpResponseBase]

# Whoever has one IPv6 address has the whole of its network.
_NETWORK = 64


def limited(what: str, *, most: int, minutes: int = 60, methods: tuple[str, ...] = ("POST",)) -> Callable[[View], View]:
    """Beyond `most` requests of one address within `minutes` a page says so, with 429. Stands below
    `in_visitors_language`, so that it says so in the visitor's language."""

    def around(view: View) -> View:
        @wraps(view)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in methods and is_over(request, what, most=most, minutes=minutes):
                return too_often(request, minutes)
            return view(request, *args, **kwargs)

        return shown

    return around


def is_over(request: HttpRequest, what: str, *, most: int, minutes: int = 60) -> bool:
    """Counts this request; for views that answer in their own way and keep what was typed."""
    return count_up(what, network_of(request), within=timedelta(minutes=minutes)) > most


def too_often(request: HttpRequest, minutes: int) -> HttpResponse:
    response = page(request, "outside/too_often.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


def network_of(request: HttpRequest) -> str:
    """As the trusted proxies tell it."""
    address = get_adapter().get_client_ip(request)
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return str(address)
    if found.version == 6:
        return str(ipaddress.ip_network((found, _NETWORK), strict=False))
    return str(found)
