"""Rooms that read certain mails themselves: a fax that came as one is no e-mail. This room knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from idic.domain.interact.cases.models import Message
from idic.domain.interact.mail.models import IncomingMail
from idic.domain.interact.mail.parsing import ParsedMail


@dataclass(frozen=True)
class Taken:
    """What became of it. With a `reason` (worded in wording.py) the mail is none of the messages, and may speak of one."""

    message: Message | None = None
    reason: str = ""


#: In the transaction in which the mail is filed. None: it is a mail like others.
Reader = Callable[[IncomingMail, ParsedMail], Taken | None]

_readers: dict[str, Reader] = {}


def read_by(name: str, reader: Reader) -> None:
    _readers[name] = reader


def read_elsewhere(row: IncomingMail, mail: ParsedMail) -> Taken | None:
    for reader in _readers.values():
        taken = reader(row, mail)
        if taken is not None:
            return taken
    return None
