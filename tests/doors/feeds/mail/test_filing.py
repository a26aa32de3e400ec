from __future__ import annotations

import pytest
from django.db import OperationalError

from idic.domain.interact.cases.models import Message
from idic.domain.interact.mail.models import IncomingMail, Mailbox
from idic.domain.interact.mail.operations import filing
from idic.domain.interact.mail.operations.taking import Fetched, take_mails
from idic.foundation.files.storage import local_path
from tests.doors.feeds.mail.letters import letter


@pytest.fixture
def taken(box: Mailbox) -> list[int]:
    Mailbox.objects.filter(pk=box.pk).update(uid_validity=1)
    return take_mails(box, 1, [Fetched(one, letter(f"Mail {one}.")) for one in range(1, 6)])


def test_one_that_breaks_holds_up_no_other(taken: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is tried three times, then waits for a person; the mail itself stays on the disk."""
    bad = IncomingMail.objects.get(pk=taken[2])
    whole = filing.read_mail

    def breaks(data: bytes) -> object:
        if b"Mail 3." in data:
            raise ValueError("a secret of the customer")
        return whole(data)

    monkeypatch.setattr(filing, "read_mail", breaks)
    assert filing.file_mails(taken) == 4
    filing.file_waiting()
    filing.file_waiting()
    bad.refresh_from_db()
    assert (bad.state, bad.reason, bad.error, bad.attempts) == ("failed", "error", "ValueError", 3)
    assert b"Mail 3." in local_path(bad.raw_path).read_bytes()
    assert Message.objects.filter(text__startswith="Mail").count() == 4


def test_workers_that_wait_for_one_another(taken: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """What was begun together is undone and filed one by one: no mail becomes two messages."""
    begun = []
    whole = filing._file

    def torn(pk: int) -> bool:
        begun.append(pk)
        if len(begun) == 4:
            raise OperationalError("deadlock detected")
        return whole(pk)

    monkeypatch.setattr(filing, "_file", torn)
    assert filing.file_mails(taken) == 5
    assert Message.objects.filter(text__startswith="Mail").count() == 5
