"""What all settings together say, with the places that follow from them."""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from idic.foundation.configuration.addresses import LOCAL_HOSTS, Network
from idic.foundation.configuration.mail import MailServer
from idic.foundation.configuration.sign_in import SingleSignOn
from idic.foundation.storage.address import DatabaseAddress
from idic.foundation.storage.location import EmbeddedLocation


@dataclass(frozen=True)
class Configuration:
    home: Path
    host: str
    port: int
    external_database: DatabaseAddress | None
    secret_key: str
    debug: bool
    time_zone: zoneinfo.ZoneInfo
    currency: str
    language: str
    allowed_hosts: tuple[str, ...]
    public_address: str
    trusted_proxies: tuple[Network, ...]
    mail_server: MailServer | None
    mail_from: str
    export_four_eyes: int
    webhook_hosts: tuple[str, ...]
    import_hosts: tuple[str, ...]
    import_folder: Path
    attachment_limit_mb: int
    scan_command: str
    web_workers: int
    warehouse_engine: str
    spark_master: str
    #: the last few, of so many days, of so many months
    snapshots_kept: tuple[int, int, int]
    single_sign_on: SingleSignOn | None
    second_factor_roles: tuple[str, ...]

    @property
    def database(self) -> DatabaseAddress:
        """Read anew each time: the embedded server's socket gets its place only when the server first starts."""
        return self.external_database or EmbeddedLocation(self.home).address()

    @property
    def files_folder(self) -> Path:
        return self.home / "files"

    @property
    def warehouse_folder(self) -> Path:
        return self.home / "warehouse"

    @property
    def mail_folder(self) -> Path:
        return self.home / "mail"

    @property
    def logs_folder(self) -> Path:
        return self.home / "logs"

    def requires_second_factor(self, role: str) -> bool:
        return role in self.second_factor_roles or "everybody" in self.second_factor_roles

    @property
    def first_sign_in_file(self) -> Path:
        return self.home / "first-sign-in.txt"

    @property
    def web_address(self) -> str:
        """Where a browser on this machine finds IDIC: a wildcard address is no address to type."""
        wildcards = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - compared with, never bound to
        host = wildcards.get(self.host, self.host)
        if ":" in host and not host.startswith("["):
            host = f"[{host}]"
        return f"http://{host}:{self.port}"

    @property
    def public_url(self) -> str:
        """Where people outside find IDIC, for links that leave it: without a slash at the end."""
        if self.public_address:
            return self.public_address
        outward = (one for one in self.allowed_hosts if one not in LOCAL_HOSTS and not one.startswith(("*", ".")))
        host = next(outward, "")
        if not host:
            return self.web_address
        return f"https://{host}" if self.trusted_proxies else f"http://{host}:{self.port}"

    @property
    def is_public(self) -> bool:
        """Whether others than this machine can follow such a link."""
        return (urlsplit(self.public_url).hostname or "") not in ("localhost", "127.0.0.1", "::1")
