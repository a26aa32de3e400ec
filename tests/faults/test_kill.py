"""kill -9 of everything at a random moment, while people write, a file comes in and scores are computed.

After each kill the next start must find: every write that was acknowledged, every import whole or not at all, and a
hash chain that holds.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, Request, build_opener

import psutil
import psycopg
import pytest

from tests import templates
from tests.ports import free_port

_READY = 600
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class _Stay(HTTPRedirectHandler):
    """The redirect itself is the acknowledgement."""

    def redirect_request(self, *arguments: object) -> None:  # type: ignore[override]
        return None


class Installation:
    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        kept = {
            key: value for key, value in os.environ.items() if not key.startswith(("IDIC_", "DATABASE_URL", "PYTEST_"))
        }
        self.environment = kept | {"IDIC_HOME": str(home), "IDIC_PORT": str(self.port), "IDIC_WEB_WORKERS": "1"}
        self.environment.pop("DJANGO_SETTINGS_MODULE", None)
        self.process: subprocess.Popen[str] | None = None
        self.password = ""

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "idic.doors.cli.main", "up"], env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=(self.home.parent / "up.log").open("a"), start_new_session=True,
        )  # fmt: skip
        deadline = time.monotonic() + _READY
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("IDIC is ready"):
                break
            assert time.monotonic() < deadline, "IDIC did not become ready"
        else:
            raise AssertionError(f"idic up ended: {(self.home.parent / 'up.log').read_text()[-2000:]}")
        if not self.password:
            self.password = (self.home / "first-sign-in.txt").read_text(encoding="utf-8").splitlines()[1]

    def run(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "idic.doors.cli.main", *arguments], env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip

    def kill_everything(self, *others: subprocess.Popen[str]) -> None:
        """The supervisor, web, worker, commands, and the database with its own processes: nobody gets to say goodbye."""
        roots = [one for one in (self.process, *others) if one is not None and one.poll() is None]
        doomed: dict[int, psutil.Process] = {}
        for root in roots:
            parent = psutil.Process(root.pid)
            for process in (parent, *parent.children(recursive=True)):
                doomed[process.pid] = process
        pid_file = self.home / "postgresql" / "data" / "postmaster.pid"
        if pid_file.exists():
            postmaster = int(pid_file.read_text().split("\n")[0])
            if psutil.pid_exists(postmaster):
                server = psutil.Process(postmaster)
                for process in (server, *server.children(recursive=True)):
                    doomed[process.pid] = process
        for pid in doomed:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        psutil.wait_procs(list(doomed.values()), timeout=120)
        for root in roots:
            root.wait(timeout=120)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=300)

    def browser(self) -> OpenerDirector:
        browser = build_opener(HTTPCookieProcessor(CookieJar()), _Stay())
        self.post(browser, "/sign-in/", {"login": "admin@example.com", "password": self.password})
        return browser

    def post(self, browser: OpenerDirector, path: str, fields: dict[str, str], form: str | None = None) -> str | None:
        """Where the answer leads (the acknowledgement), or None when it was no redirect."""
        address = f"http://127.0.0.1:{self.port}"
        page = browser.open(address + (form or path), timeout=60).read().decode()
        token = _TOKEN.search(page)
        assert token is not None
        body = urlencode({**fields, "csrfmiddlewaretoken": token[1]}).encode()
        try:
            browser.open(Request(address + path, data=body, headers={"Referer": address + path}), timeout=60)
        except HTTPError as answer:
            return answer.headers["Location"] if answer.code == 302 else None
        return None

    def value(self, statement: str, *parameters: object) -> object:
        from idic.foundation.storage.embedded import ensure_running

        address = ensure_running(self.home)
        with psycopg.connect(**address.parameters(), autocommit=True) as connection:
            row = connection.execute(statement, parameters).fetchone()
            return row[0] if row else None


class Writer(threading.Thread):
    """A person who makes one customer after the other; keeps the names that were acknowledged."""

    def __init__(self, installation: Installation, turn: int) -> None:
        super().__init__(daemon=True)
        self.installation, self.turn = installation, turn
        self.acknowledged: list[str] = []
        self.halt = threading.Event()

    def run(self) -> None:
        try:
            browser = self.installation.browser()
            number = 0
            while not self.halt.is_set():
                number += 1
                name = f"Turn{self.turn} Number{number}"
                fields = {"kind": "person", "given_name": name.split()[0], "family_name": name.split()[1]}
                if self.installation.post(browser, "/customers/new/", fields):
                    self.acknowledged.append(name)
        except (URLError, OSError, HTTPError, AssertionError, ConnectionError):
            return


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    templates.installation(tmp_path / "home")
    made = Installation(tmp_path / "home")
    made.start()
    yield made
    made.stop()


def _purchases_file(folder: Path, turn: int) -> Path:
    path = folder / f"purchases-{turn}.csv"
    lines = ["InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID"]
    lines += [
        f"T{turn}-{number // 3},P{number % 50},Thing {number % 50},{number % 4 + 1},"
        f"2026-0{number // 3 % 9 + 1}-11 10:00,9.50,C{number // 3 % 400}"
        for number in range(12_000)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _survives(installation: Installation, tmp_path: Path, kills: int, seed: int) -> None:
    dice = random.Random(seed)
    acknowledged: list[str] = []
    for turn in range(kills):
        writer = Writer(installation, turn)
        writer.start()
        file = _purchases_file(tmp_path, turn)
        importing = installation.run("import", str(file), "--as", "purchases", "--source", "shop", "--json")
        refreshing = installation.run("refresh", "--json") if turn % 2 else None
        time.sleep(dice.uniform(0.5, 9.0))
        # on a slow machine nothing may have been written so soon
        until = time.monotonic() + 300
        while not acknowledged and not writer.acknowledged and writer.is_alive() and time.monotonic() < until:
            time.sleep(0.2)
        others = [importing] + ([refreshing] if refreshing else [])
        import_done = importing.poll() == 0
        installation.kill_everything(*others)
        writer.halt.set()
        writer.join(timeout=120)
        acknowledged += writer.acknowledged
        installation.start()
        lines = installation.value(
            "SELECT count(*) FROM sales_purchaseline l JOIN sales_purchase p ON p.id = l.purchase_id WHERE p.key LIKE %s",
            f"T{turn}-%",
        )
        assert lines == 12_000 if import_done else lines in (0, 12_000), (
            f"turn {turn}: a half-done import of {lines} lines"
        )
    missing = [
        name
        for name in acknowledged
        if not installation.value("SELECT count(*) FROM identify_customer WHERE name = %s", name)
    ]
    assert not missing
    assert acknowledged, "nobody wrote anything: the test would prove nothing"
    unsaid = installation.value(
        "SELECT count(*) FROM identify_customer c WHERE c.name LIKE 'Turn%%' AND NOT EXISTS (SELECT FROM events_event e"
        " WHERE e.customer_id = c.id AND e.verb = 'customer.created')"
    )
    assert unsaid == 0
    doctor = installation.run("doctor", "--json")
    output, errors = doctor.communicate(timeout=600)
    findings = {finding["name"]: finding for finding in json.loads(output)}
    assert findings["events"]["ok"], findings["events"]
    assert doctor.returncode == 0, (findings, errors)


def test_nothing_acknowledged_is_lost_when_everything_is_killed(installation: Installation, tmp_path: Path) -> None:
    _survives(installation, tmp_path, kills=3, seed=7)


@pytest.mark.slow
def test_twenty_kills_at_random_moments(installation: Installation, tmp_path: Path) -> None:
    _survives(installation, tmp_path, kills=20, seed=int(os.environ.get("KILL_SEED", "2026")))
