"""One connection to an IMAP server. Nothing on the server is changed: no flag is set, no mail is moved or deleted."""

from __future__ import annotations

import imaplib
import re
import select
import ssl
import threading
import time
from collections.abc import Iterator
from types import TracebackType

from idic.domain.interact.mail.enums import Security
from idic.domain.interact.mail.errors import PeerFailed
from idic.domain.interact.mail.models import Mailbox
from idic.domain.interact.mail.operations.taking import Fetched
from idic.domain.interact.mail.secrets import revealed
from idic.doors.feeds.mail.faults import faults_of_a_server, words
from idic.doors.feeds.mail.tls import context_for

#: Of a larger one only the beginning is fetched: 25 MB of files are a third more on the way.
LARGEST = 40 * 1024 * 1024
_BEGINNING = 256 * 1024
PATIENCE = 30.0
_STOP_SEEN_WITHIN = 1.0
_BATCH, _BATCH_BYTES = 50, 16 * 1024 * 1024
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")

# Servers say more on one line than the library allows for.
imaplib._MAXLINE = max(getattr(imaplib, "_MAXLINE", 0), 10_000_000)  # type: ignore[attr-defined]


class Imap:
    """Every wait has an end. Raises PeerFailed alone."""

    def __init__(self, mailbox: Mailbox, *, patience: float = PATIENCE) -> None:
        self._mailbox, self._patience = mailbox, patience
        self._able: frozenset[bytes] = frozenset()
        with faults_of_a_server():
            self._client = self._connected()
        try:
            self._sign_in()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Imap:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def open_folder(self) -> tuple[int, int]:
        """The number of the server's numbering, and how many mails there are."""
        with faults_of_a_server():
            status, found = self._client.select(_quoted(_modified_utf7(self._mailbox.folder)), readonly=True)
            if status != "OK":
                raise PeerFailed("folder", words(found[0]) if found else "")
            said = self._client.response("UIDVALIDITY")[1]
            validity = int(said[0]) if said and said[0] else 1
            return validity, int(found[0] or 0) if found else 0

    def fetch_after(self, last_uid: int) -> Iterator[list[Fetched]]:
        """Batches in the order of their numbers, each small enough for the memory."""
        sizes = self._sizes(last_uid)
        batch: list[int] = []
        weight = 0
        for uid, size in sizes:
            if size > LARGEST:
                if batch:
                    yield self._whole(batch, dict(sizes))
                    batch, weight = [], 0
                yield [self._beginning(uid, size)]
                continue
            batch.append(uid)
            weight += size
            if len(batch) >= _BATCH or weight >= _BATCH_BYTES:
                yield self._whole(batch, dict(sizes))
                batch, weight = [], 0
        if batch:
            yield self._whole(batch, dict(sizes))

    def wait(self, seconds: float, stop: threading.Event) -> bool:
        """Until the server tells of something new, or so long. Where it knows no IDLE, the time is waited out."""
        if b"IDLE" not in self._able:
            stop.wait(seconds)
            self.knock()
            return True
        with faults_of_a_server():
            return self._idle(seconds, stop)

    def knock(self) -> None:
        with faults_of_a_server():
            status, _found = self._client.noop()
            if status != "OK":
                raise PeerFailed("protocol")

    def close(self) -> None:
        try:
            self._client.sock.settimeout(2)
            self._client.logout()
        except (OSError, imaplib.IMAP4.error, AttributeError):
            pass
        try:
            self._client.shutdown()
        except (OSError, AttributeError):
            return

    def _connected(self) -> imaplib.IMAP4:
        box = self._mailbox
        if box.imap_security == Security.TLS:
            return imaplib.IMAP4_SSL(
                box.imap_host, box.imap_port, ssl_context=context_for(box), timeout=self._patience
            )  # fmt: skip
        client = imaplib.IMAP4(box.imap_host, box.imap_port, timeout=self._patience)
        if box.imap_security == Security.STARTTLS:
            if "STARTTLS" not in client.capabilities:
                raise PeerFailed("tls_missing")
            try:
                client.starttls(context_for(box))
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error as error:
                raise PeerFailed("tls", words(error)) from error
        return client

    def _sign_in(self) -> None:
        with faults_of_a_server():
            password = revealed(self._mailbox.imap_secret)
            try:
                if password.isascii() and password.isprintable() and self._mailbox.imap_user.isascii():
                    self._client.login(_quoted(self._mailbox.imap_user), password)
                else:
                    plain = f"\0{self._mailbox.imap_user}\0{password}".encode()
                    self._client.authenticate("PLAIN", lambda _challenge: plain)
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error as error:
                raise PeerFailed("login", words(error.args[0] if error.args else "")) from error
            # what it can do is told in full to who has signed in
            _status, told = self._client.capability()
            self._able = frozenset(b" ".join(one for one in told if isinstance(one, bytes)).upper().split())

    def _sizes(self, last_uid: int) -> list[tuple[int, int]]:
        """`n:*` names the last mail even where it lies before n."""
        with faults_of_a_server():
            status, found = self._client.uid("FETCH", f"{last_uid + 1}:*", "(UID RFC822.SIZE)")
            if status != "OK":
                raise PeerFailed("protocol", words(found[0]) if found else "")
        sizes: dict[int, int] = {}
        for line in found:
            text = line[0] if isinstance(line, tuple) else line
            if isinstance(text, bytes) and (uid := _UID.search(text)):
                size = _SIZE.search(text)
                sizes[int(uid.group(1))] = int(size.group(1)) if size else 0
        return sorted((uid, size) for uid, size in sizes.items() if uid > last_uid)

    def _whole(self, uids: list[int], sizes: dict[int, int]) -> list[Fetched]:
        found = self._fetched(",".join(map(str, uids)), "(UID BODY.PEEK[])")
        return [Fetched(uid, data, sizes.get(uid, 0)) for uid, data in sorted(found.items())]

    def _beginning(self, uid: int, size: int) -> Fetched:
        found = self._fetched(str(uid), f"(UID BODY.PEEK[]<0.{_BEGINNING}>)")
        return Fetched(uid, found.get(uid, b""), size, is_cut=True)

    def _fetched(self, uids: str, what: str) -> dict[int, bytes]:
        with faults_of_a_server():
            status, answer = self._client.uid("FETCH", uids, what)
            if status != "OK":
                raise PeerFailed("protocol", words(answer[0]) if answer else "")
        found: dict[int, bytes] = {}
        for number, line in enumerate(answer):
            if not isinstance(line, tuple):
                continue
            after = answer[number + 1] if number + 1 < len(answer) else b""
            uid = _UID.search(line[0]) or (_UID.search(after) if isinstance(after, bytes) else None)
            if uid:
                found[int(uid.group(1))] = line[1]
        return found

    def _idle(self, seconds: float, stop: threading.Event) -> bool:
        client = self._client
        tag = client._new_tag()
        client.send(tag + b" IDLE\r\n")
        line = client.readline()
        while line and not line.startswith(b"+"):
            if line.startswith(tag):
                raise PeerFailed("protocol", words(line))
            line = client.readline()
        news = self._listen(seconds, stop)
        client.send(b"DONE\r\n")
        while line := client.readline():
            if line.startswith(tag):
                return news
            news = news or _is_news(line)
        raise PeerFailed("dropped")

    def _listen(self, seconds: float, stop: threading.Event) -> bool:
        """The library's buffer is asked first: what it has read already, `select` does not see."""
        client, until = self._client, time.monotonic() + seconds
        while not stop.is_set() and (left := until - time.monotonic()) > 0:
            pending = isinstance(client.sock, ssl.SSLSocket) and client.sock.pending() > 0
            if not pending and not select.select([client.sock], [], [], min(left, _STOP_SEEN_WITHIN))[0]:
                continue
            line = client.readline()
            if not line:
                raise PeerFailed("dropped")
            if _is_news(line):
                return True
            if line.upper().startswith(b"* BYE"):
                raise PeerFailed("dropped", words(line[5:]))
        return False


def _is_news(line: bytes) -> bool:
    return b" EXISTS" in line.upper()


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _modified_utf7(name: str) -> str:
    """As RFC 3501 writes the names of folders."""
    found = []
    for part in re.split(r"([^\x20-\x7e]+)", name):
        if part and not part.isascii():
            coded = part.encode("utf-7").decode("ascii")
            found.append("&" + coded[1:].rstrip("-").replace("/", ",") + "-")
        else:
            found.append(part.replace("&", "&-"))
    return "".join(found)
