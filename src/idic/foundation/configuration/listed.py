"""Every setting IDIC reads from the environment, in the order of docs/guides/settings.md."""

from __future__ import annotations

import zoneinfo
from pathlib import Path

from idic.foundation.configuration.addresses import ALLOWED_HOSTS, HOST, PORT, PUBLIC_URL, TRUSTED_PROXY, Network
from idic.foundation.configuration.engines import SNAPSHOTS_KEPT, SPARK_MASTER, WAREHOUSE_ENGINE
from idic.foundation.configuration.files import (
    ATTACHMENT_LIMIT_MB,
    EXPORT_FOUR_EYES,
    IMPORT_FOLDER,
    IMPORT_HOSTS,
    SCAN_COMMAND,
    WEBHOOK_HOSTS,
)
from idic.foundation.configuration.installation import DATABASE_URL, DEBUG, HOME, SECRET_KEY, WEB_WORKERS
from idic.foundation.configuration.mail import EMAIL_FROM, EMAIL_URL, MailServer
from idic.foundation.configuration.region import CURRENCY, LANGUAGE, TIME_ZONE
from idic.foundation.configuration.setting import Setting
from idic.foundation.configuration.sign_in import (
    OIDC_CLIENT_ID,
    OIDC_CREATE,
    OIDC_ISSUER,
    OIDC_NAME,
    OIDC_SECRET,
    OIDC_TRUST_EMAIL,
    REQUIRE_SECOND_FACTOR,
)
from idic.foundation.storage.address import DatabaseAddress

Anything = (
    Setting[str]
    | Setting[int]
    | Setting[bool]
    | Setting[Path]
    | Setting[Path | None]
    | Setting[zoneinfo.ZoneInfo]
    | Setting[tuple[str, ...]]
    | Setting[tuple[int, int, int]]
    | Setting[tuple[Network, ...]]
    | Setting[MailServer | None]
    | Setting[DatabaseAddress | None]
)

SETTINGS: tuple[Anything, ...] = (
    HOME,
    HOST,
    PORT,
    DATABASE_URL,
    SECRET_KEY,
    DEBUG,
    TIME_ZONE,
    CURRENCY,
    LANGUAGE,
    ALLOWED_HOSTS,
    PUBLIC_URL,
    TRUSTED_PROXY,
    EMAIL_URL,
    EMAIL_FROM,
    EXPORT_FOUR_EYES,
    ATTACHMENT_LIMIT_MB,
    SCAN_COMMAND,
    WEBHOOK_HOSTS,
    IMPORT_HOSTS,
    IMPORT_FOLDER,
    WEB_WORKERS,
    WAREHOUSE_ENGINE,
    SPARK_MASTER,
    SNAPSHOTS_KEPT,
    OIDC_ISSUER,
    OIDC_CLIENT_ID,
    OIDC_SECRET,
    OIDC_NAME,
    OIDC_CREATE,
    OIDC_TRUST_EMAIL,
    REQUIRE_SECOND_FACTOR,
)
