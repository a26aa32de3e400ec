"""Mails arrive through a real IMAP server, receipts leave through a real SMTP server, and web, worker and database are killed
at random moments meanwhile. At the end every mail is one message, and nobody was written to twice."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from http.client import HTTPException
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from idic.foundation.storage.embedded import ensure_running, is_running
from idic.foundation.storage.errors import StorageError
from tests import templates
from tests.doors.feeds.mail.letters import letter
from tests.doors.feeds.mail.peers import PASSWORD, USER, ImapPeer, SmtpPeer, imap_server, smtp_server
from tests.faults.test_kill import Installation

FOLDER, ADDRESS = "flood", "flood@example.org"
_LEFT = """SELECT (SELECT count(*) FROM mail_incomingmail WHERE state IN ('filed', 'ignored', 'failed')),
    (SELECT count(*) FROM mail_outgoingmail WHERE state IN ('waiting', 'sending'))"""
_UNDER_WAY = "SELECT count(*) FROM mail_outgoingmail WHERE state IN ('waiting', 'sending')"
UNSURE = "SELECT count(*) FROM mail_outgoingmail WHERE state = 'unsure'"
_SENDERS = 400


@dataclass
class Flood:
    """`kills` are those that the seed draws: of a process of the product, or of everything at once."""

    mails: int
    kills: int
    seed: int
    killed: Counter[str] = field(default_factory=Counter)
    kinds: tuple[str, ...] = ("web", "worker", "worker", "database", "everything")
    between: tuple[float, float] = (11.0, 25.0)
    put: threading.Event = field(default_factory=threading.Event)

    def letters(self) -> Iterator[tuple[str, bytes]]:
        """New ones, answers, automatic answers in a thread, and some with a file; one in fifty comes a second time."""
        dice = random.Random(self.seed)
        told: list[tuple[str, str]] = []
        for number in range(self.mails):
            name = f"flood-{number}@customer.example"
            answers = dice.choice(told) if told and dice.random() < 0.25 else None
            sender = answers[1] if answers else f"customer{dice.randrange(_SENDERS)}@customer.example"
            more = [f"In-Reply-To: <{answers[0]}>"] if answers else []
            if answers and dice.random() < 0.3:
                more.append("Auto-Submitted: auto-replied")
            text = f"Mail {number}: กาต้มน้ำรั่ว 水壶漏水 the kettle leaks. " * dice.randrange(1, 40)
            data = letter(
                text, sender=sender, subject=f"Kettle {number}", message_id=f"<{name}>", more=tuple(more), to=ADDRESS
            )
            told.append((name, sender))
            yield name, data
            if number % 50 == 7:
                yield name, data


def pour(flood: Flood, imap: ImapPeer) -> None:
    client = imap.client()
    for _name, data in flood.letters():
        status, said = client.append(FOLDER, "", None, data)  # type: ignore[arg-type]
        assert status == "OK", said
    client.logout()
    flood.put.set()


class Agent(threading.Thread):
    """Answers one case after the other through the pages; keeps what was acknowledged. What fails is not tried again."""

    def __init__(self, installation: Installation) -> None:
        super().__init__(daemon=True)
        self.installation = installation
        self.acknowledged: list[str] = []
        self.halt = threading.Event()

    def run(self) -> None:
        browser, number = None, 0
        while not self.halt.wait(0.5):
            number += 1
            try:
                browser = browser or self.installation.browser()
                rows = look(self.installation, "SELECT id FROM cases_case ORDER BY random() LIMIT 1")
                text = f"We send you a new one, number {number}."
                for (case,) in rows or ():
                    fields = {"kind": "answer", "text": text, "seen": "0"}
                    if self.installation.post(browser, f"/cases/{case}/reply/", fields, form=f"/cases/{case}/"):
                        self.acknowledged.append(text)
            except (OSError, HTTPException, AssertionError):
                browser = None


def kill(installation: Installation, what: str) -> None:
    """One process, whom the supervisor starts again; `everything` takes the supervisor too."""
    assert installation.process is not None
    if what == "everything":
        installation.kill_everything()
        installation.start()
    elif what == "database":
        record = installation.home / "postgresql" / "data" / "postmaster.pid"
        os.kill(int(record.read_text().split("\n")[0]), signal.SIGKILL)
    else:
        mark = {"web": "granian", "worker": "worker"}[what]
        children = psutil.Process(installation.process.pid).children(recursive=True)
        doomed = [one for one in children if mark in (_words(one)[-1:] if what == "worker" else _words(one)[:3])]
        assert doomed, f"no {what} is running"
        for one in doomed:
            one.kill()


def _words(process: psutil.Process) -> list[str]:
    """None of one that has ended by itself meanwhile."""
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []


def look(installation: Installation, statement: str, *values: object) -> list[tuple[Any, ...]] | None:
    """None while the database is not there."""
    if not is_running(installation.home):
        return None
    try:
        parameters = ensure_running(installation.home).parameters()
        with psycopg.connect(**parameters, autocommit=True, connect_timeout=5) as connection:
            return connection.execute(statement, values).fetchall()
    except (psycopg.Error, OSError, StorageError):
        return None


def open_mailbox(installation: Installation, imap: ImapPeer, smtp: SmtpPeer) -> None:
    browser = installation.browser()
    assert installation.post(browser, "/standards/defaults/", {}, form="/standards/")
    fields = {
        "name": "Flood", "address": ADDRESS, "imap_host": "127.0.0.1", "imap_port": str(imap.port), "imap_security": "none",
        "imap_user": USER, "imap_password": PASSWORD, "folder": FOLDER, "smtp_host": "127.0.0.1", "smtp_port": str(smtp.port),
        "smtp_security": "none", "purpose": "request_service", "sends_receipts": "on", "version": "0",
        "receipt_en": "We have your mail: {{case.number}}.",
    }  # fmt: skip
    assert installation.post(browser, "/settings/mailboxes/new/", fields)


def _survives(installation: Installation, flood: Flood, imap: ImapPeer, smtp: SmtpPeer, seconds: float) -> None:
    open_mailbox(installation, imap, smtp)
    time.sleep(1)  # the date of a mail knows seconds only, and the standards hold from a moment ago
    began, until = time.monotonic(), time.monotonic() + seconds
    dice = random.Random(flood.seed)
    agent = Agent(installation)
    pouring = threading.Thread(target=pour, args=(flood, imap), daemon=True)
    agent.start()
    pouring.start()
    expected = flood.mails + sum(1 for number in range(flood.mails) if number % 50 == 7)
    next_kill = began + dice.uniform(*flood.between)
    rest = None
    while rest != (expected, 0):
        assert time.monotonic() < until, f"{rest} of {expected} after {seconds:.0f} s; {flood.killed}"
        time.sleep(0.5)
        if time.monotonic() > next_kill and flood.killed.total() < flood.kills:
            what = dice.choice(flood.kinds)
            kill(installation, what)
            flood.killed[what] += 1
            next_kill = time.monotonic() + dice.uniform(*flood.between)
        rows = look(installation, _LEFT)
        rest = rows[0] if rows else rest
        if rest and rest[0] == expected and not agent.halt.is_set():
            agent.halt.set()
            agent.join(150)
            rest = None
    pouring.join(60)
    # an answer that the server still worked at when its page was no longer waited for
    while _one(installation, _UNDER_WAY):
        assert time.monotonic() < until, look(installation, "SELECT state, attempts, error_code FROM mail_outgoingmail")
        time.sleep(0.5)
    lasted = time.monotonic() - began
    assert flood.put.is_set()
    assert flood.killed.total() > 0, "nothing was killed: the test would prove nothing"
    _holds(installation, flood, smtp, agent)
    print(f"{flood.mails} mails in {lasted:.0f} s, killed {dict(flood.killed)}, sent {len(smtp.mails)},", end=" ")
    print(
        f"answers {len(agent.acknowledged)}, perhaps sent {_one(installation, UNSURE)}, load {os.getloadavg()[0]:.1f}"
    )


def _one(installation: Installation, statement: str, *values: object) -> Any:
    rows = look(installation, statement, *values)
    assert rows is not None
    return rows[0][0]


def _holds(installation: Installation, flood: Flood, smtp: SmtpPeer, agent: Agent) -> None:
    came = look(installation, "SELECT external_id, count(*) FROM cases_message WHERE source = 'mail' GROUP BY 1")
    assert came is not None
    assert dict(came) == {name: 1 for name, _data in flood.letters()}
    empty = "SELECT count(*) FROM cases_case c WHERE NOT EXISTS (SELECT FROM cases_message m WHERE m.case_id = c.id)"
    assert _one(installation, empty) == 0
    without = (
        "SELECT count(*) FROM cases_case c WHERE (SELECT count(*) FROM cases_caseclock k WHERE k.case_id = c.id) < 2"
    )
    assert _one(installation, without) == 0
    told = "SELECT count(*) FROM events_event WHERE verb = 'case.message_received'"
    assert _one(installation, told) == flood.mails
    given = Counter(message_from_bytes(mail)["Message-ID"].strip("<>") for mail in smtp.mails)
    assert [name for name, times in given.items() if times > 1] == []
    states = look(installation, "SELECT header_id, state FROM mail_outgoingmail")
    assert states is not None
    state = dict(states)
    assert set(given) <= set(state), "a mail left that nobody wrote down"
    assert set(state.values()) <= {"sent", "unsure"}
    assert {name for name, how in state.items() if how == "sent"} <= set(given)
    answers = Counter(
        text for (text,) in look(installation, "SELECT text FROM cases_message WHERE kind = 'outbound'") or ()
    )
    assert set(agent.acknowledged) <= set(answers)
    assert not answers or max(answers.values()) == 1


@contextmanager
def _peers() -> Iterator[tuple[ImapPeer, SmtpPeer]]:
    with imap_server() as imap, smtp_server() as smtp:
        imap.make_folder(FOLDER)
        yield imap, smtp


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    templates.installation(tmp_path / "home")
    made = Installation(tmp_path / "home")
    made.start()
    yield made
    made.stop()


def test_every_mail_is_one_message_when_the_worker_is_killed(installation: Installation) -> None:
    with _peers() as (imap, smtp):
        _survives(installation, Flood(60, kills=1, seed=3, kinds=("worker",), between=(2, 4)), imap, smtp, 900)


@pytest.mark.slow
def test_a_flood_of_mails_while_everything_is_killed(installation: Installation) -> None:
    mails = int(os.environ.get("FLOOD_MAILS", "10000"))
    pause = float(os.environ.get("FLOOD_PAUSE", "11"))
    flood = Flood(
        mails, kills=mails // 250, seed=int(os.environ.get("FLOOD_SEED", "2026")), between=(pause, 2.5 * pause)
    )  # fmt: skip
    with _peers() as (imap, smtp):
        _survives(installation, flood, imap, smtp, float(os.environ.get("FLOOD_SECONDS", "1500")))
