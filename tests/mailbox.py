"""A mail server on this machine, and what it was given."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any


@dataclass
class Mailbox:
    """`refuses` is what the server answers to a recipient, while it is set."""

    mails: list[bytes] = field(default_factory=list)
    refuses: bytes = b""

    def read(self) -> list[EmailMessage]:
        return [message_from_bytes(one, policy=default) for one in self.mails]  # type: ignore[misc]


class _Session(socketserver.StreamRequestHandler):
    """As much of SMTP as a mail takes."""

    def handle(self) -> None:
        box: Mailbox = self.server.box  # type: ignore[attr-defined]
        self.wfile.write(b"220 test\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"RCPT" and box.refuses:
                self.wfile.write(box.refuses + b"\r\n")
                continue
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines: list[bytes] = []
                while (part := self.rfile.readline()) != b".\r\n":
                    lines.append(part[1:] if part.startswith(b"..") else part)
                box.mails.append(b"".join(lines))
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 ok\r\n")


@contextmanager
def mailbox(settings: Any) -> Iterator[Mailbox]:
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Session)
    server.daemon_threads = True
    server.box = Mailbox()  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.EMAIL_BACKEND = "idic.foundation.house_mail.server.Backend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
    try:
        yield server.box  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()
