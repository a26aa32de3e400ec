"""A page asked for while the database is away says so, and keeps no half of an act."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test import Client

pytestmark = pytest.mark.django_db(transaction=True)

# Asks for pages with a database address at which nobody listens, as while the server starts.
_ASK = """
import django, logging
django.setup()
logging.disable(logging.CRITICAL)
from django.test import Client
client = Client(raise_request_exception=False, headers={"host": "127.0.0.1"})
client.cookies["sessionid"] = "a" * 32
asked, sent = client.get("/customers/?q=a"), client.post("/customers/new/", {"name": "x"})
print(asked.status_code, asked["Retry-After"], 'href="/customers/?q=a"' in asked.content.decode(), sent.status_code)
print(asked.content.decode())
print(client.get("/customers/", headers={"accept-language": "th"}).content.decode())
"""


def test_it_says_so_and_offers_to_try_again(tmp_path: Path) -> None:
    nowhere = f"postgresql://idic@/idic?host={tmp_path}"
    told = subprocess.run(
        [sys.executable, "-c", _ASK], capture_output=True, text=True, check=True,
        env={"DJANGO_SETTINGS_MODULE": "idic.settings", "DATABASE_URL": nowhere, "IDIC_HOME": str(tmp_path),
             "PATH": os.environ["PATH"]},
    ).stdout  # fmt: skip
    assert told.startswith("503 10 True 503"), told[:300]
    assert "The database does not answer just now" in told
    assert "ขณะนี้ฐานข้อมูลไม่ตอบสนอง" in told
    assert '<html lang="th"' in told


def test_what_the_database_refuses_is_another_matter(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    """A fault of ours stays a fault."""
    caplog.set_level(logging.CRITICAL)
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_session RENAME TO away")
    try:
        client.cookies["sessionid"] = "a" * 32
        assert client.get("/customers/").status_code == 500
    finally:
        with connections["default"].cursor() as cursor:
            cursor.execute("ALTER TABLE away RENAME TO django_session")
