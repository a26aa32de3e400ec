"""Real mail servers on this machine: pymap for IMAP, aiosmtpd for SMTP; and one that only takes connections."""

from __future__ import annotations

import asyncio
import imaplib
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from tests.ports import free_port

USER, PASSWORD = "desk", "a pass phrase"
_PYMAP = "import sys; from pymap.main import main; sys.exit(main())"


@dataclass
class ImapPeer:
    port: int

    def client(self) -> imaplib.IMAP4:
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=60)
        client.login(USER, PASSWORD)
        return client

    def make_folder(self, name: str) -> str:
        client = self.client()
        client.create(name)
        client.logout()
        return name

    def put(self, folder: str, *mails: bytes) -> None:
        client = self.client()
        for mail in mails:
            status, said = client.append(folder, "", None, mail)  # type: ignore[arg-type]
            assert status == "OK", said
        client.logout()


@contextmanager
def imap_server(*, certificate: tuple[Path, Path] | None = None) -> Iterator[ImapPeer]:
    """With a certificate it offers STARTTLS, and lets nobody in without."""
    port = free_port()
    tls = ["--cert", str(certificate[0]), "--key", str(certificate[1])] if certificate else ["--no-tls"]
    arguments = ["--host", "127.0.0.1", "--port", str(port), *tls, "dict"]
    server = subprocess.Popen(
        [sys.executable, "-c", _PYMAP, *arguments, "--demo-user", USER, "--demo-password", PASSWORD],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        peer = ImapPeer(port)
        until = time.monotonic() + 300
        while True:
            try:
                if certificate:
                    imaplib.IMAP4("127.0.0.1", port, timeout=60).shutdown()
                else:
                    peer.client().logout()
                break
            except (OSError, imaplib.IMAP4.error):
                assert server.poll() is None, "the IMAP server ended"
                assert time.monotonic() < until, "the IMAP server does not answer"
                time.sleep(0.1)
        yield peer
    finally:
        server.kill()
        server.wait()


@dataclass
class SmtpPeer:
    """`refuse` says what a recipient is answered; `at_data` what the text is; `drop` ends the line instead of an answer;
    `answers_after` seconds it keeps whoever gave it a mail waiting."""

    port: int = 0
    mails: list[bytes] = field(default_factory=list)
    envelopes: list[list[str]] = field(default_factory=list)
    refuse: Callable[[str], str] = lambda _address: ""
    at_data: str = ""
    drop: bool = False
    answers_after: float = 0

    def read(self) -> list[EmailMessage]:
        return [message_from_bytes(one, policy=default) for one in self.mails]  # type: ignore[misc]

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if told := self.refuse(address):
            return told
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.at_data:
            return self.at_data
        self.mails.append(envelope.content)
        self.envelopes.append(list(envelope.rcpt_tos))
        if self.drop:
            server.transport.abort()
        await asyncio.sleep(self.answers_after)
        return "250 OK"


@contextmanager
def smtp_server(**tls: Any) -> Iterator[SmtpPeer]:
    """`ssl_context` for TLS from the start, `tls_context` for STARTTLS."""
    peer = SmtpPeer(free_port())
    controller = Controller(peer, hostname="127.0.0.1", port=peer.port, ready_timeout=300, **tls)
    controller.start()
    try:
        yield peer
    finally:
        controller.stop()


@contextmanager
def tls_in_front(port: int, context: ssl.SSLContext) -> Iterator[int]:
    """TLS from the start before a server that knows none."""
    listener = socket.create_server(("127.0.0.1", 0))
    held: list[socket.socket] = []

    def pass_on(source: socket.socket, target: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                target.sendall(data)
        except OSError:
            pass
        for one in (source, target):
            one.close()

    def take() -> None:
        while True:
            try:
                line, _address = listener.accept()
            except OSError:
                return
            try:
                client = context.wrap_socket(line, server_side=True)
                server = socket.create_connection(("127.0.0.1", port))
            except OSError:
                line.close()
                continue
            held.extend((client, server))
            for pair in ((client, server), (server, client)):
                threading.Thread(target=pass_on, args=pair, daemon=True).start()

    threading.Thread(target=take, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()
        for line in held:
            line.close()


@contextmanager
def silent_server(greeting: bytes = b"", *, drop: bool = False) -> Iterator[int]:
    """Takes connections, says at most its greeting, and then nothing - or ends the line."""
    listener = socket.create_server(("127.0.0.1", 0))
    taken: list[socket.socket] = []

    def take() -> None:
        while True:
            try:
                line, _address = listener.accept()
            except OSError:
                return
            line.sendall(greeting)
            taken.append(line)
            if drop:
                line.close()

    threading.Thread(target=take, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()
        for line in taken:
            line.close()
