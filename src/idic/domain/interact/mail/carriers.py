"""Who speaks with mail servers. The capsule in `doors/feeds/mail` says so when it starts; this room knows no protocol."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from idic.domain.interact.mail.models import Mailbox


@dataclass(frozen=True)
class Trial:
    """`folder_mails` is how many mails wait there; codes of faults are empty where all is well or nothing was tried."""

    fetches: bool = False
    sends: bool = False
    folder_mails: int = 0
    fetch_fault: str = ""
    fetch_said: str = ""
    send_fault: str = ""
    send_said: str = ""


Trying = Callable[[Mailbox], Trial]

_trying: list[Trying] = []


def carry(trying: Trying) -> None:
    _trying[:] = [trying]


def try_connection(mailbox: Mailbox) -> Trial:
    """Signs in on both servers and changes nothing there. The mailbox need not be saved."""
    return _trying[0](mailbox)
