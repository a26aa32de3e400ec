"""Where an installation keeps its things and with what it runs."""

from __future__ import annotations

import os
from pathlib import Path

from idic.foundation.configuration.errors import ConfigurationError
from idic.foundation.configuration.reading import folder, switch, whole_number
from idic.foundation.configuration.setting import Setting
from idic.foundation.storage.address import DatabaseAddress, MalformedDatabaseUrl, parse_database_url


def secret(text: str) -> str:
    if len(text) < 32:
        # The value itself must not reach a log, so this one cannot go through the sentence above.
        raise ConfigurationError("IDIC_SECRET_KEY is too short: give at least 32 random characters, or leave it unset.")
    return text


def database(text: str) -> DatabaseAddress:
    try:
        return parse_database_url(text)
    except MalformedDatabaseUrl as error:
        # The URL may carry a password: name the fault, not the value.
        raise ConfigurationError(f"DATABASE_URL cannot be used: {error}.") from None


HOME = Setting(
    "IDIC_HOME",
    "a folder",
    folder,
    Path("~/.idic").expanduser(),
    "~/.idic (`make run`: .idic in the clone)",
    "Where IDIC keeps everything it must not lose: the embedded database, files, the secret key, and the warehouse.",
)
DATABASE_URL: Setting[DatabaseAddress | None] = Setting(
    "DATABASE_URL",
    "postgresql://user:password@host:port/name",
    database,
    None,
    "the embedded database",
    "A PostgreSQL server, 15 or newer, instead of the embedded one. Options of libpq may follow: ?sslmode=require.",
)
SECRET_KEY = Setting(
    "IDIC_SECRET_KEY",
    "at least 32 random characters",
    secret,
    "",
    "made once, kept in IDIC_HOME/secret",
    "Signs sessions and links. Give the same one to every machine when several serve one installation.",
)
DEBUG = Setting(
    "IDIC_DEBUG",
    "yes or no",
    switch,
    False,
    "no",
    "Shows the inner workings when a page fails. For development only.",
)
WEB_WORKERS = Setting(
    "IDIC_WEB_WORKERS",
    "a whole number from 1 to 64",
    whole_number(1, 64),
    min(os.cpu_count() or 1, 4),
    "the number of cores, at most 4",
    "Web processes. Each takes about 100 MB.",
)
