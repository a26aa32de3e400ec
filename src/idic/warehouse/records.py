"""The records as Arrow: a connection beside Django's, to the same database."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from django.db import connection


def records_address() -> str:
    """The same database that Django uses, which in a test is not the configured one."""
    parameters = connection.get_connection_params()
    names = ("host", "port", "user", "password", "sslmode")
    query = {name: str(parameters[name]) for name in names if parameters.get(name)}
    return f"postgresql:///{quote(str(parameters['dbname']))}?{urlencode(query, quote_via=quote)}"
