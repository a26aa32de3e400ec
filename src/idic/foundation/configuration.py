"""Every setting IDIC reads from the environment, in one typed list; nothing else reads the environment."""

import difflib
import ipaddress
import os
import re
import secrets
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar
from urllib.parse import unquote, urlsplit

from idic.foundation.storage.address import DatabaseAddress, MalformedDatabaseUrl, parse_database_url
from idic.foundation.storage.location import EmbeddedLocation

Value = TypeVar("Value")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

LANGUAGES = ("en", "th", "zh-hans", "zh-hant")
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


class ConfigurationError(Exception):
    """A setting cannot be used; the message is one sentence that names it and tells what it takes."""


class _Refused(Exception):
    pass


@dataclass(frozen=True)
class Setting(Generic[Value]):
    name: str
    kind: str
    parse: Callable[[str], Value]
    default: Value
    default_text: str
    help: str

    def read(self, environ: Mapping[str, str]) -> Value:
        text = environ.get(self.name, "").strip()
        if not text:
            return self.default
        try:
            return self.parse(text)
        except _Refused as refused:
            raise ConfigurationError(f"{self.name} is “{text}”, but it takes {self.kind}{refused}.") from None


@dataclass(frozen=True)
class MailServer:
    host: str
    port: int
    user: str
    password: str
    starttls: bool
    implicit_tls: bool


@dataclass(frozen=True)
class SingleSignOn:
    """`create_role` is empty where only people who are users already are let in."""

    issuer: str
    client_id: str
    secret: str
    name: str
    create_role: str
    trusts_unverified_email: bool


def _text(text: str) -> str:
    return text


def _folder(text: str) -> Path:
    path = Path(text).expanduser()
    if not path.is_absolute():
        path = Path.cwd() / path
    if path.exists() and not path.is_dir():
        raise _Refused("; this is a file")
    return Path(os.path.normpath(path))


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise _Refused("")
    return int(text)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 64:
        raise _Refused("")
    return int(text)


def _limit(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 1_000_000:
        raise _Refused("")
    return int(text)


def _megabytes(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 2000:
        raise _Refused("")
    return int(text)


def _switch(text: str) -> bool:
    meaning = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    try:
        return meaning[text.lower()]
    except KeyError:
        raise _Refused("") from None


def _time_zone(text: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(text)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise _Refused("") from None


def _currency(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{3}", text):
        raise _Refused("")
    return text.upper()


def _language(text: str) -> str:
    if text.lower() not in LANGUAGES:
        raise _Refused("")
    return text.lower()


def _host_names(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if not names:
        raise _Refused("")
    for name in names:
        if "/" in name or " " in name or "://" in name:
            raise _Refused(f"; “{name}” is not one")
    return names


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise _Refused(f" ({error})") from None


def _issuer(text: str) -> str:
    try:
        parts = urlsplit(text)
        usable = bool(parts.hostname) and not parts.username and not parts.query and not parts.fragment
        is_local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    except ValueError:
        raise _Refused("") from None
    # What this address answers decides who is let in: only a machine's own loopback may be asked in the clear.
    if not usable or not (parts.scheme == "https" or (parts.scheme == "http" and is_local)):
        raise _Refused("")
    return text.rstrip("/")


def _role(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,19}", text) or text == "administrator":
        raise _Refused("; nobody becomes administrator by signing in" if text == "administrator" else "")
    return text


def _roles(text: str) -> tuple[str, ...]:
    roles = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not roles or any(not re.fullmatch(r"[a-z][a-z0-9_-]{0,19}", role) for role in roles):
        raise _Refused("")
    return roles


def _secret(text: str) -> str:
    if len(text) < 32:
        # The value itself must not reach a log, so this one cannot go through the sentence above.
        raise ConfigurationError("IDIC_SECRET_KEY is too short: give at least 32 random characters, or leave it unset.")
    return text


def _database(text: str) -> DatabaseAddress:
    try:
        return parse_database_url(text)
    except MalformedDatabaseUrl as error:
        # The URL may carry a password: name the fault, not the value.
        raise ConfigurationError(f"DATABASE_URL cannot be used: {error}.") from None


def _mail_server(text: str) -> MailServer:
    parts = urlsplit(text)
    ports = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
    try:
        port = parts.port
    except ValueError:
        port = None
    if parts.scheme not in ports or not parts.hostname or (":" in parts.netloc.rpartition("@")[2] and port is None):
        raise ConfigurationError(
            "IDIC_EMAIL_URL cannot be used: give smtp://, smtp+starttls:// or smtps://, then user:password@host:port."
        )
    return MailServer(
        host=parts.hostname,
        port=port or ports[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+starttls",
        implicit_tls=parts.scheme == "smtps",
    )


HOME = Setting(
    "IDIC_HOME",
    "a folder",
    _folder,
    Path("~/.idic").expanduser(),
    "~/.idic (`make run`: .idic in the clone)",
    "Where IDIC keeps everything it must not lose: the embedded database, files, the secret key, and the warehouse.",
)
HOST = Setting(
    "IDIC_HOST",
    "an address of this machine",
    _text,
    "127.0.0.1",
    "127.0.0.1",
    "The address the web server listens on. Keep the default behind a reverse proxy on the same machine.",
)
PORT = Setting(
    "IDIC_PORT",
    "a port number from 1 to 65535",
    _port,
    8000,
    "8000",
    "The port the web server listens on.",
)
DATABASE_URL: Setting[DatabaseAddress | None] = Setting(
    "DATABASE_URL",
    "postgresql://user:password@host:port/name",
    _database,
    None,
    "the embedded database",
    "A PostgreSQL server, 15 or newer, instead of the embedded one. Options of libpq may follow: ?sslmode=require.",
)
SECRET_KEY = Setting(
    "IDIC_SECRET_KEY",
    "at least 32 random characters",
    _secret,
    "",
    "made once, kept in IDIC_HOME/secret",
    "Signs sessions and links. Give the same one to every machine when several serve one installation.",
)
DEBUG = Setting(
    "IDIC_DEBUG",
    "yes or no",
    _switch,
    False,
    "no",
    "Shows the inner workings when a page fails. For development only.",
)
TIME_ZONE = Setting(
    "IDIC_TIME_ZONE",
    "a time zone name such as Asia/Bangkok",
    _time_zone,
    zoneinfo.ZoneInfo("Asia/Bangkok"),
    "Asia/Bangkok",
    "The business's time zone: days, weeks and months of every figure begin at its midnight.",
)
CURRENCY = Setting(
    "IDIC_CURRENCY",
    "a currency code of three letters such as THB",
    _currency,
    "THB",
    "THB",
    "The business's currency, used where a purchase names none.",
)
LANGUAGE = Setting(
    "IDIC_LANGUAGE",
    "one of en, th, zh-hans, zh-hant",
    _language,
    "en",
    "en",
    "The language shown before a user has chosen one.",
)
ALLOWED_HOSTS: Setting[tuple[str, ...]] = Setting(
    "IDIC_ALLOWED_HOSTS",
    "host names separated by commas",
    _host_names,
    LOCAL_HOSTS,
    ", ".join(LOCAL_HOSTS),
    "The names under which browsers may reach IDIC; a request for any other name is refused.",
)
TRUSTED_PROXY: Setting[tuple[Network, ...]] = Setting(
    "IDIC_TRUSTED_PROXY",
    "addresses or networks separated by commas",
    _networks,
    (),
    "none",
    "Reverse proxies whose X-Forwarded-For and X-Forwarded-Proto headers are believed.",
)
EMAIL_URL: Setting[MailServer | None] = Setting(
    "IDIC_EMAIL_URL",
    "smtp://user:password@host:port, or smtp+starttls://, or smtps://",
    _mail_server,
    None,
    "no mail is sent; messages are written to IDIC_HOME/mail",
    "The server that sends e-mail.",
)
EMAIL_FROM = Setting(
    "IDIC_EMAIL_FROM",
    "an e-mail address",
    _text,
    "idic@localhost",
    "idic@localhost",
    "The sender of e-mail.",
)
EXPORT_FOUR_EYES = Setting(
    "IDIC_EXPORT_FOUR_EYES",
    "a whole number of records from 0 to 1000000",
    _limit,
    1000,
    "1000",
    "An export of more records waits until a second person approves it; 0 lets everybody who may export do so alone.",
)
ATTACHMENT_LIMIT_MB = Setting(
    "IDIC_ATTACHMENT_LIMIT_MB",
    "a whole number of megabytes from 1 to 2000",
    _megabytes,
    25,
    "25",
    "The largest file that may be attached to a record.",
)
SCAN_COMMAND = Setting(
    "IDIC_SCAN_COMMAND",
    "a command",
    _text,
    "",
    "none; files are not scanned",
    "A virus scanner: run with the path of each attached file behind it, it ends with 0 for clean and 1 for infected.",
)
WEBHOOK_HOSTS: Setting[tuple[str, ...]] = Setting(
    "IDIC_WEBHOOK_HOSTS",
    "host names or addresses separated by commas",
    _host_names,
    (),
    "none: only public addresses by https",
    "Hosts of your own network that rules may call, by http too.",
)
IMPORT_HOSTS: Setting[tuple[str, ...]] = Setting(
    "IDIC_IMPORT_HOSTS",
    "host names or addresses separated by commas",
    _host_names,
    (),
    "none: only public addresses, by https and SFTP",
    "Hosts of your own network from which scheduled imports may fetch files, by http too.",
)
IMPORT_FOLDER: Setting[Path | None] = Setting(
    "IDIC_IMPORT_FOLDER",
    "a folder",
    _folder,
    None,
    "`arrivals` in IDIC_HOME",
    "Folders below it can be watched for files to import.",
)
WEB_WORKERS = Setting(
    "IDIC_WEB_WORKERS",
    "a whole number from 1 to 64",
    _count,
    min(os.cpu_count() or 1, 4),
    "the number of cores, at most 4",
    "Web processes. Each takes about 100 MB.",
)
OIDC_ISSUER = Setting(
    "IDIC_OIDC_ISSUER",
    "the https:// address of an OpenID Connect provider",
    _issuer,
    "",
    "no single sign-on",
    "Lets users sign in through this provider. Register SERVER/sign-in/with/sso/back/ there as the redirect address.",
)
OIDC_CLIENT_ID = Setting(
    "IDIC_OIDC_CLIENT_ID",
    "the client id that the provider gave",
    _text,
    "",
    "none",
    "Names IDIC to the provider; needed with IDIC_OIDC_ISSUER.",
)
OIDC_SECRET = Setting(
    "IDIC_OIDC_SECRET",
    "the client secret that the provider gave",
    _text,
    "",
    "none",
    "Proves IDIC to the provider; needed with IDIC_OIDC_ISSUER.",
)
OIDC_NAME = Setting(
    "IDIC_OIDC_NAME",
    "a short name",
    _text,
    "your organisation",
    "your organisation",
    "What the button on the sign-in page calls the provider: “Sign in with …”.",
)
OIDC_CREATE = Setting(
    "IDIC_OIDC_CREATE",
    "a role, but not administrator",
    _role,
    "",
    "nobody is added",
    "Adds a person whom the provider vouches for as a user with this role. Otherwise only existing users are let in.",
)
OIDC_TRUST_EMAIL = Setting(
    "IDIC_OIDC_TRUST_EMAIL",
    "yes or no",
    _switch,
    False,
    "no",
    "Believes the provider's e-mail addresses without its word that they are verified. Only for your own provider.",
)
REQUIRE_SECOND_FACTOR: Setting[tuple[str, ...]] = Setting(
    "IDIC_REQUIRE_SECOND_FACTOR",
    "roles separated by commas, or everybody",
    _roles,
    (),
    "nobody",
    "Users of these roles must set up a second factor before they can work: administrator, manager, …",
)

Anything = (
    Setting[str]
    | Setting[int]
    | Setting[bool]
    | Setting[Path]
    | Setting[Path | None]
    | Setting[zoneinfo.ZoneInfo]
    | Setting[tuple[str, ...]]
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
    TRUSTED_PROXY,
    EMAIL_URL,
    EMAIL_FROM,
    EXPORT_FOUR_EYES,
    ATTACHMENT_LIMIT_MB,
    WEBHOOK_HOSTS,
    IMPORT_HOSTS,
    IMPORT_FOLDER,
    WEB_WORKERS,
    OIDC_ISSUER,
    OIDC_CLIENT_ID,
    OIDC_SECRET,
    OIDC_NAME,
    OIDC_CREATE,
    OIDC_TRUST_EMAIL,
    REQUIRE_SECOND_FACTOR,
)


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


def load_configuration(environ: Mapping[str, str]) -> Configuration:
    """Reads every setting, or raises ConfigurationError for the first that cannot be used.

    Makes IDIC_HOME, and the secret key in it, when they are not there yet.
    """
    _refuse_unknown_names(environ)
    home = HOME.read(environ)
    _make_home(home)
    return Configuration(
        home=home,
        host=HOST.read(environ),
        port=PORT.read(environ),
        external_database=DATABASE_URL.read(environ),
        secret_key=SECRET_KEY.read(environ) or _kept_secret(home),
        debug=DEBUG.read(environ),
        time_zone=TIME_ZONE.read(environ),
        currency=CURRENCY.read(environ),
        language=LANGUAGE.read(environ),
        allowed_hosts=ALLOWED_HOSTS.read(environ),
        trusted_proxies=TRUSTED_PROXY.read(environ),
        mail_server=EMAIL_URL.read(environ),
        mail_from=EMAIL_FROM.read(environ),
        export_four_eyes=EXPORT_FOUR_EYES.read(environ),
        webhook_hosts=WEBHOOK_HOSTS.read(environ),
        import_hosts=IMPORT_HOSTS.read(environ),
        import_folder=IMPORT_FOLDER.read(environ) or home / "arrivals",
        attachment_limit_mb=ATTACHMENT_LIMIT_MB.read(environ),
        scan_command=SCAN_COMMAND.read(environ),
        web_workers=WEB_WORKERS.read(environ),
        single_sign_on=_single_sign_on(environ),
        second_factor_roles=REQUIRE_SECOND_FACTOR.read(environ),
    )


def _single_sign_on(environ: Mapping[str, str]) -> SingleSignOn | None:
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


def _refuse_unknown_names(environ: Mapping[str, str]) -> None:
    known = [setting.name for setting in SETTINGS]
    for name in sorted(environ):
        if name.startswith("IDIC_") and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            advice = f"did you mean {near[0]}?" if near else "docs/guides/settings.md lists them."
            raise ConfigurationError(f"{name} is not a setting of IDIC; {advice}")


def _make_home(home: Path) -> None:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            f"IDIC_HOME cannot be made at {home}: {error.strerror}. Set IDIC_HOME to a folder you may write to."
        ) from None


def _kept_secret(home: Path) -> str:
    path = home / "secret"
    try:
        if not path.exists():
            _write_secret(path)
        secret = path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ConfigurationError(
            f"The secret key in {path} cannot be used: {error.strerror}. "
            "Run IDIC as the user who owns that folder, or set IDIC_HOME to another one."
        ) from None
    if len(secret) < 32:
        raise ConfigurationError(f"The secret key in {path} is damaged. Put the file back from a backup, or delete it.")
    return secret


def _write_secret(path: Path) -> None:
    """Two processes may start at once: the whole key is written aside, then linked, so the first one wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(48) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
