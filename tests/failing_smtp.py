"""A mail server on this machine that falls silent, or ends the line, at one step of a mail."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Failing:
    """`at`: MAIL, RCPT, DATA or DOT (it has all of the text, and says nothing); empty: it works."""

    at: str = ""
    hangs: bool = False
    port: int = 0
    mails: list[bytes] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        peer: Failing = self.server.peer  # type: ignore[attr-defined]
        self.wfile.write(b"220 test\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper().decode()
            if word == peer.at:
                return self._fail(peer)
            if word == "DATA":
                self.wfile.write(b"354 go on\r\n")
                lines: list[bytes] = []
                while (part := self.rfile.readline()) != b".\r\n":
                    lines.append(part)
                peer.mails.append(b"".join(lines))
                if peer.at == "DOT":
                    return self._fail(peer)
            elif word == "QUIT":
                self.wfile.write(b"221 bye\r\n")
                return None
            self.wfile.write(b"250 ok\r\n")
        return None

    def _fail(self, peer: Failing) -> None:
        if peer.hangs:
            peer.over.wait()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False


@contextmanager
def failing_server(settings: Any) -> Iterator[Failing]:
    """As the mail server of the installation."""
    with failing_peer() as peer:
        settings.EMAIL_BACKEND = "idic.foundation.house_mail.server.Backend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", peer.port
        yield peer


@contextmanager
def failing_peer() -> Iterator[Failing]:
    server = _Server(("127.0.0.1", 0), _Session)
    server.peer = peer = Failing(port=server.server_address[1])  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield peer
    finally:
        peer.over.set()
        server.shutdown()
        server.server_close()
