"""How users prove who they are: single sign-on and the second factor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from idic.foundation.configuration.errors import ConfigurationError, Refused
from idic.foundation.configuration.reading import as_written, switch
from idic.foundation.configuration.setting import Setting


@dataclass(frozen=True)
class SingleSignOn:
    """`create_role` is empty where only people who are users already are let in."""

    issuer: str
    client_id: str
    secret: str
    name: str
    create_role: str
    trusts_unverified_email: bool


def issuer(text: str) -> str:
    try:
        parts = urlsplit(text)
        usable = bool(parts.hostname) and not parts.username and not parts.query and not parts.fragment
        is_local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    except ValueError:
        raise Refused("") from None
    # What this address answers decides who is let in: only a machine's own loopback may be asked in the clear.
    if not usable or not (parts.scheme == "https" or (parts.scheme == "http" and is_local)):
        raise Refused("")
    return text.rstrip("/")


def role(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,19}", text) or text == "administrator":
        raise Refused("; nobody becomes administrator by signing in" if text == "administrator" else "")
    return text


def roles(text: str) -> tuple[str, ...]:
    roles = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not roles or any(not re.fullmatch(r"[a-z][a-z0-9_-]{0,19}", role) for role in roles):
        raise Refused("")
    return roles


OIDC_ISSUER = Setting(
    "IDIC_OIDC_ISSUER",
    "the https:// address of an OpenID Connect provider",
    issuer,
    "",
    "no single sign-on",
    "Lets users sign in through this provider. Register SERVER/sign-in/with/sso/back/ there as the redirect address.",
)
OIDC_CLIENT_ID = Setting(
    "IDIC_OIDC_CLIENT_ID",
    "the client id that the provider gave",
    as_written,
    "",
    "none",
    "Names IDIC to the provider; needed with IDIC_OIDC_ISSUER.",
)
OIDC_SECRET = Setting(
    "IDIC_OIDC_SECRET",
    "the client secret that the provider gave",
    as_written,
    "",
    "none",
    "Proves IDIC to the provider; needed with IDIC_OIDC_ISSUER.",
)
OIDC_NAME = Setting(
    "IDIC_OIDC_NAME",
    "a short name",
    as_written,
    "your organisation",
    "your organisation",
    "What the button on the sign-in page calls the provider: “Sign in with …”.",
)
OIDC_CREATE = Setting(
    "IDIC_OIDC_CREATE",
    "a role, but not administrator",
    role,
    "",
    "nobody is added",
    "Adds a person whom the provider vouches for as a user with this role. Otherwise only existing users are let in.",
)
OIDC_TRUST_EMAIL = Setting(
    "IDIC_OIDC_TRUST_EMAIL",
    "yes or no",
    switch,
    False,
    "no",
    "Believes the provider's e-mail addresses without its word that they are verified. Only for your own provider.",
)
REQUIRE_SECOND_FACTOR: Setting[tuple[str, ...]] = Setting(
    "IDIC_REQUIRE_SECOND_FACTOR",
    "roles separated by commas, or everybody",
    roles,
    (),
    "nobody",
    "Users of these roles must set up a second factor before they can work: administrator, manager, …",
)


def single_sign_on(environ: Mapping[str, str]) -> SingleSignOn | None:
    issuer = OIDC_ISSUER.read(environ)
    if not issuer:
        for setting in (OIDC_CLIENT_ID, OIDC_SECRET, OIDC_CREATE):
            if setting.read(environ):
                raise ConfigurationError(f"{setting.name} has no use without IDIC_OIDC_ISSUER; set both or neither.")
        return None
    for setting in (OIDC_CLIENT_ID, OIDC_SECRET):
        if not setting.read(environ):
            raise ConfigurationError(f"{setting.name} is missing: single sign-on through IDIC_OIDC_ISSUER needs it.")
    return SingleSignOn(
        issuer=issuer,
        client_id=OIDC_CLIENT_ID.read(environ),
        secret=OIDC_SECRET.read(environ),
        name=OIDC_NAME.read(environ),
        create_role=OIDC_CREATE.read(environ),
        trusts_unverified_email=OIDC_TRUST_EMAIL.read(environ),
    )
