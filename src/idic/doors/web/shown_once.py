"""A secret that its maker reads once: on the page that the making leads to, and not when that is loaded again."""

from __future__ import annotations

from django.http import HttpRequest

from idic.foundation.sealing.encryption import CannotBeRead, decrypted, encrypted

_KEY, _PURPOSE = "shown_once", b"idic shown once 1"


def show_once(request: HttpRequest, of: str, secret: str) -> None:
    """`of` names what it belongs to. Until then it lies in the session, encrypted."""
    request.session[_KEY] = [of, encrypted(secret, purpose=_PURPOSE)]


def shown_once(request: HttpRequest, of: str) -> str:
    kept = request.session.get(_KEY)
    if kept is None or kept[0] != of:
        return ""
    del request.session[_KEY]
    try:
        return decrypted(kept[1], purpose=_PURPOSE)
    except CannotBeRead:
        return ""
