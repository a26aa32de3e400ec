from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Address:
    """`address` is in small letters, for that is how addresses are compared."""

    name: str
    address: str


@dataclass(frozen=True)
class MailFile:
    """`content_id` names a picture that the text shows."""

    name: str
    media_type: str
    data: bytes
    content_id: str = ""


@dataclass(frozen=True)
class Bounce:
    """`message_ids` of the mail that came back; `failed` holds (address, what the server said)."""

    message_ids: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    is_final: bool = True


@dataclass(frozen=True)
class ParsedMail:
    """`text` is all of it, `new_text` without what it quotes. `faults` are codes of what could not be read as it stands."""

    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    date: datetime | None
    subject: str
    text: str
    new_text: str
    html: str
    files: tuple[MailFile, ...]
    automatic: str
    bounce: Bounce | None
    list_unsubscribe: str
    language: str
    is_forged: bool
    remote_images: int
    faults: tuple[str, ...]

    @property
    def thread_ids(self) -> tuple[str, ...]:
        """The nearest first."""
        found = [self.in_reply_to, *reversed(self.references)]
        return tuple(dict.fromkeys(one for one in found if one))
