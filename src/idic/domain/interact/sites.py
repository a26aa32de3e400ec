"""Web sites on which something of ours may be shown: each a scheme and a host, as browsers compare them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError

MOST = 20
_HOST = re.compile(r"(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


class SiteRefused(WordedError):
    """Not an address of a site."""

    field = "sites"

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(text)

    def __str__(self) -> str:
        return str(_("“%(text)s” is no address of a site. Write it like https://www.example.org.")) % {
            "text": self.text
        }


def checked_sites(texts: Iterable[str]) -> list[str]:
    """Without paths and doubles, in the order given. Nothing but letters that a host may have comes through: the list
    stands in a header."""
    found: list[str] = []
    for text in texts:
        wanted = text.strip()
        if wanted and (site := _site(wanted)) not in found:
            found.append(site)
    if len(found) > MOST:
        raise SiteRefused(found[MOST])
    return found


def _site(text: str) -> str:
    told = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(told)
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError as error:
        raise SiteRefused(text[:100]) from error
    if (
        parts.scheme not in ("https", "http")
        or parts.username is not None
        or len(host) > 253
        or not _HOST.fullmatch(host)
    ):
        raise SiteRefused(text[:100])
    return f"{parts.scheme}://{host}:{port}" if port else f"{parts.scheme}://{host}"
