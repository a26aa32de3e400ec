from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, unquote, urlsplit


class MalformedDatabaseUrl(Exception):
    pass


@dataclass(frozen=True)
class DatabaseAddress:
    """Where the records are; `host` is a folder when the server is reached through a socket in it."""

    host: str
    port: int
    name: str
    user: str
    password: str = field(default="", repr=False)
    options: Mapping[str, str] = field(default_factory=dict)
    embedded: bool = False

    def with_name(self, name: str) -> "DatabaseAddress":
        return replace(self, name=name)

    def with_user(self, user: str) -> "DatabaseAddress":
        return replace(self, user=user)

    def parameters(self) -> dict[str, str]:
        """Connection keywords of libpq and psycopg."""
        parameters = {"host": self.host, "port": str(self.port), "dbname": self.name, "user": self.user}
        if self.password:
            parameters["password"] = self.password
        return parameters | dict(self.options)

    def public_parameters(self) -> dict[str, str]:
        """Without the password: a command line can be read by any user of the machine, an environment cannot."""
        return {key: value for key, value in self.parameters().items() if key != "password"}

    def secret_environment(self) -> dict[str, str]:
        return {"PGPASSWORD": self.password} if self.password else {}


def parse_database_url(url: str) -> DatabaseAddress:
    try:
        parts = urlsplit(url)
        port = parts.port or 5432
    except ValueError:
        raise MalformedDatabaseUrl("its host or port is not well formed") from None
    if parts.scheme not in ("postgres", "postgresql"):
        raise MalformedDatabaseUrl("it must begin with postgresql://, as IDIC keeps its records in PostgreSQL")
    options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    host = options.pop("host", "") or unquote(parts.hostname or "")
    name = unquote(parts.path.lstrip("/"))
    user = options.pop("user", "") or unquote(parts.username or "")
    password = options.pop("password", "") or unquote(parts.password or "")
    if not name:
        raise MalformedDatabaseUrl("it names no database after the host, as in postgresql://host/idic")
    if not host:
        raise MalformedDatabaseUrl("it names no host, as in postgresql://host/idic or postgresql:///idic?host=/folder")
    if not user:
        raise MalformedDatabaseUrl("it names no user, as in postgresql://user@host/idic")
    return DatabaseAddress(host=host, port=port, name=name, user=user, password=password, options=options)
