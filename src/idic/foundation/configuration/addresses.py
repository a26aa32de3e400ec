"""Under which addresses IDIC listens and is reached."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from urllib.parse import urlsplit

from idic.foundation.configuration.errors import Refused
from idic.foundation.configuration.reading import as_written, host_names, whole_number
from idic.foundation.configuration.setting import Setting

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


def networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise Refused(f" ({error})") from None


def public_url(text: str) -> str:
    try:
        parts = urlsplit(text)
        # a port that is no number is told only when it is read
        usable = bool(parts.hostname) and parts.port != 0 and not (parts.username or parts.query or parts.fragment)
    except ValueError:
        raise Refused("") from None
    if not usable or parts.scheme not in ("https", "http") or parts.path not in ("", "/"):
        raise Refused("; without a path behind the name" if usable and parts.path not in ("", "/") else "")
    return text.rstrip("/")


def is_allowed(url: str, hosts: Sequence[str]) -> bool:
    """Whether a request for this address would be answered, as the names of hosts are compared in a request."""
    name = urlsplit(url).hostname or ""
    name = f"[{name}]" if ":" in name else name
    return any(
        host in ("*", name) or (host.startswith(".") and (name == host[1:] or name.endswith(host)))
        for host in map(str.lower, hosts)
    )


HOST = Setting(
    "IDIC_HOST",
    "an address of this machine",
    as_written,
    "127.0.0.1",
    "127.0.0.1",
    "The address the web server listens on. Keep the default behind a reverse proxy on the same machine.",
)
PORT = Setting(
    "IDIC_PORT",
    "a port number from 1 to 65535",
    whole_number(1, 65535),
    8000,
    "8000",
    "The port the web server listens on.",
)
ALLOWED_HOSTS: Setting[tuple[str, ...]] = Setting(
    "IDIC_ALLOWED_HOSTS",
    "host names separated by commas",
    host_names,
    LOCAL_HOSTS,
    ", ".join(LOCAL_HOSTS),
    "The names under which browsers may reach IDIC; a request for any other name is refused.",
)
PUBLIC_URL = Setting(
    "IDIC_PUBLIC_URL",
    "an address such as https://crm.example.org",
    public_url,
    "",
    "the first of IDIC_ALLOWED_HOSTS that is not this machine; https behind a trusted proxy, else http and IDIC_PORT",
    "Where people outside reach IDIC: every link in a mail or message begins with it.",
)
TRUSTED_PROXY: Setting[tuple[Network, ...]] = Setting(
    "IDIC_TRUSTED_PROXY",
    "addresses or networks separated by commas",
    networks,
    (),
    "none",
    "Reverse proxies whose X-Forwarded-For and X-Forwarded-Proto headers are believed.",
)
