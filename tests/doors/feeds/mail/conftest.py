from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from idic.domain.interact.mail.models import Mailbox
from idic.domain.interact.mail.operations.mailboxes import MailboxDraft, Server, save_mailbox
from tests.doors.feeds.mail.peers import PASSWORD, USER, ImapPeer, SmtpPeer, imap_server, smtp_server


@pytest.fixture(scope="session")
def imap() -> Iterator[ImapPeer]:
    with imap_server() as peer:
        yield peer


@pytest.fixture
def smtp() -> Iterator[SmtpPeer]:
    with smtp_server() as peer:
        yield peer


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": str(tmp_path)}},
    }


@pytest.fixture
def make_mailbox(cast: Any, imap: ImapPeer, smtp: SmtpPeer) -> Callable[..., Mailbox]:
    """On a folder of its own."""

    def make(address: str = "desk@example.org", **named: Any) -> Mailbox:
        folder = imap.make_folder(f"box{uuid.uuid4().hex[:10]}")
        draft = MailboxDraft(
            "Service desk", address, Server("127.0.0.1", imap.port, "none", USER, PASSWORD),
            Server("127.0.0.1", smtp.port, "none"), folder=folder, team=cast.service.team, **named,
        )  # fmt: skip
        return save_mailbox(None, draft, by=cast.administrator)

    return make


@pytest.fixture
def box(make_mailbox: Callable[..., Mailbox]) -> Mailbox:
    return make_mailbox(
        signatures={"en": "The service desk", "th": "ฝ่ายบริการ"}, receipts={"en": "We have your mail: {{case.number}}."},
        sends_receipts=True,
    )  # fmt: skip
