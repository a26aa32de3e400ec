"""One mail to an SMTP server, step by step, so that each answer is known for what it is."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass, field

from idic.domain.interact.mail.enums import Security
from idic.domain.interact.mail.errors import PeerFailed
from idic.domain.interact.mail.models import Mailbox
from idic.domain.interact.mail.secrets import revealed
from idic.doors.feeds.mail.faults import faults_of_a_server, words
from idic.doors.feeds.mail.tls import context_for
from idic.foundation.house_mail.server import StepKnowing, StepKnowingTls

PATIENCE = 60.0


@dataclass
class Asked:
    accepted: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    later: dict[str, str] = field(default_factory=dict)


class Smtp:
    """Raises PeerFailed alone."""

    def __init__(self, mailbox: Mailbox, *, patience: float = PATIENCE) -> None:
        self._mailbox = mailbox
        with faults_of_a_server():
            self._client = self._connected(patience)
        try:
            with faults_of_a_server():
                self._client.ehlo_or_helo_if_needed()
                if mailbox.smtp_user:
                    self._client.login(mailbox.smtp_user, revealed(mailbox.smtp_secret))
        except BaseException:
            self.close()
            raise

    def ask(self, addresses: list[str], size: int) -> Asked:
        """Who will take it. A sender that is refused is refused for all."""
        asked = Asked()
        with faults_of_a_server():
            options = [f"size={size}"] if self._client.has_extn("size") else []
            code, said = self._client.mail(self._mailbox.address, options)
            if code != 250:
                self._client.rset()
                raise PeerFailed("sender", f"{code} {words(said)}")
            for address in addresses:
                plain = _plain(address)
                if not plain.isascii():
                    asked.refused[address] = "553 not in ASCII"
                    continue
                code, said = self._client.rcpt(plain)
                told = f"{code} {words(said)}"
                if code in (250, 251):
                    asked.accepted.append(address)
                elif 400 <= code < 500:
                    asked.later[address] = told
                else:
                    asked.refused[address] = told
            if not asked.accepted:
                self._client.rset()
        return asked

    def give(self, data: bytes) -> tuple[int, str]:
        """The server's answer to the text. Where none comes, PeerFailed: it may have it all the same, unless it `has_none`."""
        with faults_of_a_server():
            try:
                code, said = self._client.data(data)
            except smtplib.SMTPDataError as error:
                code, said = error.smtp_code, error.smtp_error if isinstance(error.smtp_error, bytes) else b""
            return code, f"{code} {words(said)}"

    @property
    def has_none(self) -> bool:
        """That the text has not even gone, which is certain."""
        return not self._client.has_text

    def close(self) -> None:
        try:
            if self._client.sock is not None:
                self._client.sock.settimeout(2)
            self._client.quit()
        except (OSError, smtplib.SMTPException):
            self._client.close()

    def _connected(self, patience: float) -> StepKnowing:
        box = self._mailbox
        own_name = box.address.rpartition("@")[2]
        if box.smtp_security == Security.TLS:
            return StepKnowingTls(
                box.smtp_host, box.smtp_port, own_name, timeout=patience, context=context_for(box)
            )  # fmt: skip
        client = StepKnowing(box.smtp_host, box.smtp_port, own_name, timeout=patience)
        if box.smtp_security == Security.STARTTLS:
            client.starttls(context=context_for(box))
        return client


def _plain(address: str) -> str:
    """A domain of other letters in the form that every server knows."""
    local, _at, domain = address.rpartition("@")
    if domain.isascii():
        return address
    import idna

    try:
        return f"{local}@{idna.encode(domain, uts46=True).decode('ascii')}"
    except idna.IDNAError:
        return address
