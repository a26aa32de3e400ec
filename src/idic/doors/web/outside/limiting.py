"""How often one address may ask. What is counted is a digest of the day; the address itself is kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from idic.doors.web.outside.visitors import page
from idic.foundation.limits.addresses import is_over

View = Callable[..., HttpResponseBase]


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


def too_often(request: HttpRequest, minutes: int) -> HttpResponse:
    response = page(request, "outside/too_often.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response
