from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from idic.foundation.storage.address import DatabaseAddress
from idic.foundation.storage.errors import DatabaseTooOld, DatabaseUnreachable
from idic.foundation.storage.location import SUPERUSER

OLDEST_VERSION = 15

Connection = psycopg.Connection[tuple[Any, ...]]


def create_database_if_missing(address: DatabaseAddress) -> bool:
    """In the embedded server: its owner, who is no superuser, and the database. Answers whether it is new."""
    with _superuser(address) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [address.user]).fetchone():
            # CREATEDB: a restore fills a fresh database beside the old one, and tests make their own.
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(address.user)))
        _let_imports_prove_references(connection, address.user)
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [address.name]).fetchone():
            return False
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(address.name), sql.Identifier(address.user))
        )
    return True


def _let_imports_prove_references(connection: Connection, user: str) -> None:
    """Imports prove foreign keys by sets (`foundation.bulk.references`). As the owner of every table, this role could
    switch triggers off before; what it gains is to do so for its own transaction and without a lock."""
    held = "SELECT has_parameter_privilege(%s, 'session_replication_role', 'SET')"
    row = connection.execute(held, [user]).fetchone()
    if row is None or not row[0]:
        connection.execute(
            sql.SQL("GRANT SET ON PARAMETER session_replication_role TO {}").format(sql.Identifier(user))
        )


def check_server(address: DatabaseAddress) -> None:
    """For a server that IDIC does not bring along: reachable, and new enough."""
    try:
        with connect(address) as connection:
            version = connection.info.server_version
            encoding = connection.info.parameter_status("server_encoding")
    except psycopg.OperationalError as error:
        raise DatabaseUnreachable(
            f"The database at {_place(address)} cannot be reached: {_reason(error)} Check DATABASE_URL."
        ) from None
    if version // 10000 < OLDEST_VERSION:
        raise DatabaseTooOld(
            f"The database at {_place(address)} is too old: it is PostgreSQL {version // 10000}, and IDIC needs "
            f"{OLDEST_VERSION} or newer."
        )
    if encoding != "UTF8":
        raise DatabaseUnreachable(
            f"The database at {_place(address)} keeps text as {encoding}, and IDIC needs UTF8. "
            "Create it with ENCODING 'UTF8' TEMPLATE template0."
        )


def is_empty(address: DatabaseAddress) -> bool:
    with connect(address) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
            " AND n.nspname NOT LIKE 'pg_toast%'"
        ).fetchone()
    return row is None or row[0] == 0


def connect(address: DatabaseAddress, *, autocommit: bool = False) -> Connection:
    return psycopg.connect(make_conninfo(**{"connect_timeout": "10"} | address.parameters()), autocommit=autocommit)


def _superuser(address: DatabaseAddress) -> Connection:
    superuser = address.with_user(SUPERUSER).with_name("postgres")
    return connect(superuser, autocommit=True)


def _place(address: DatabaseAddress) -> str:
    return f"{address.host}:{address.port}/{address.name}"


def _reason(error: psycopg.OperationalError) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1].rstrip(".") + "." if lines else "the server gave no reason."
