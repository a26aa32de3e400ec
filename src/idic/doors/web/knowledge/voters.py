"""Who votes on the pages for everybody: a browser, by a cookie that it gets with its first vote; how many new ones an address
may bring is limited."""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse

from idic.foundation.limits.addresses import is_over

_COOKIE = "idic_reader"
_DAYS = 365
#: New voters of one address for one article within a day: a household or an office, no machine.
_MOST = 20


def voter_of(request: HttpRequest, article_id: int) -> str:
    """Empty where too many came from there."""
    known = request.COOKIES.get(_COOKIE, "")
    if len(known) == 32 and known.isascii():
        return known
    return "" if is_over(request, f"help.voters.{article_id}", most=_MOST, minutes=1440) else secrets.token_hex(16)


def remember_voter(response: HttpResponse, voter: str, *, is_secure: bool) -> None:
    response.set_cookie(
        _COOKIE, voter, max_age=_DAYS * 86400, path="/help/", httponly=True, samesite="Lax", secure=is_secure
    )
