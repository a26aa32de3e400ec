"""Where others find a page of ours: in a web site, at another system, on somebody's telephone."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def public_address(request: HttpRequest, path: str) -> str:
    """Whoever sets a channel up may sit inside the house, under a name that nobody outside knows: what the operator has
    named counts, and only without it the name of this request."""
    named: str = settings.CONFIGURATION.public_address
    return f"{named}{path}" if named else request.build_absolute_uri(path)
