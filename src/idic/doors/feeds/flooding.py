"""How often one address may knock before its signature is looked at. The servers of a messenger are few and speak for
many, so that it is far above what one channel may tell."""

from __future__ import annotations

from django.http import HttpRequest

from idic.foundation.limits.addresses import is_over

#: Within a minute, through whichever channel.
MOST = 3000


def knocks_too_often(request: HttpRequest) -> bool:
    return is_over(request, "feeds", most=MOST, minutes=1)
