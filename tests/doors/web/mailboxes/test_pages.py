"""The pages on which mailboxes are set up and looked after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.mail.models import Mailbox
from idic.domain.interact.mail.secrets import revealed
from idic.foundation.events.models import Event
from tests.contracts.mailboxes import make_mailbox, make_unfiled, make_unsent
from tests.doors.feeds.mail.peers import silent_server
from tests.ports import free_port

SignIn = Callable[[str], Client]
TYPED = {
    "name": "Desk", "address": "Desk@Example.org", "imap_host": "127.0.0.1", "imap_port": "1143", "imap_security": "none",
    "imap_user": "desk", "imap_password": "kept secret", "folder": "INBOX", "smtp_host": "", "smtp_port": "587",
    "smtp_security": "starttls", "purpose": "request_service", "signature_th": "ฝ่ายบริการ", "version": "0",
}  # fmt: skip


def test_a_mailbox_is_made_and_its_password_never_shown(signed_in: SignIn) -> None:
    client = signed_in("manager")
    answer = client.post(reverse("mailboxes:create"), TYPED)
    made = Mailbox.objects.get()
    assert answer.headers["Location"] == reverse("mailboxes:detail", args=[made.pk])
    assert (made.address, made.signatures, revealed(made.imap_secret)) == (
        "desk@example.org", {"th": "ฝ่ายบริการ"}, "kept secret",
    )  # fmt: skip
    assert "kept secret" not in made.imap_secret
    for name in ("detail", "edit"):
        shown = client.get(reverse(f"mailboxes:{name}", args=[made.pk])).content.decode()
        assert "kept secret" not in shown
        assert made.imap_secret not in shown
    assert "kept secret" not in str(list(Event.objects.filter(verb="mailbox.created").values("before", "after")))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"address": "nobody"}, "This is no e-mail address."),
        ({"name": " "}, "required"),
        ({"imap_host": ""}, "Name the server that keeps the mail"),
        ({"imap_host": "mail.example.com"}, "only through TLS"),
        ({"imap_port": "0"}, "greater than or equal to 1"),
        ({"address": "taken@example.org"}, "Another mailbox has this address already."),
    ],
)
def test_what_cannot_be_saved(cast: Any, signed_in: SignIn, typed: dict[str, str], words: str) -> None:
    make_mailbox("taken@example.org", cast.administrator)
    answer = signed_in("manager").post(reverse("mailboxes:create"), {**TYPED, **typed})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Mailbox.objects.count() == 1


def test_a_password_goes_to_no_other_server(cast: Any, signed_in: SignIn) -> None:
    client = signed_in("manager")
    client.post(reverse("mailboxes:create"), TYPED)
    box = Mailbox.objects.get()
    moved = {**TYPED, "imap_host": "localhost", "imap_password": "", "version": str(box.version)}
    for button in ({"try": "1"}, {}):
        answer = client.post(reverse("mailboxes:edit", args=[box.pk]), {**moved, **button})
        assert "Enter the password again" in answer.content.decode()
    client.post(reverse("mailboxes:edit", args=[box.pk]), {**TYPED, "imap_password": "", "version": str(box.version)})
    box.refresh_from_db()
    assert revealed(box.imap_secret) == "kept secret"
    late = client.post(reverse("mailboxes:edit", args=[box.pk]), {**TYPED, "version": "1"})
    assert "Somebody else has changed this mailbox" in late.content.decode()


def test_trying_says_what_is_wrong_and_saves_nothing(signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("idic.doors.feeds.mail.trying._PATIENCE", 0.3)
    client = signed_in("manager")
    refused = client.post(reverse("mailboxes:create"), {**TYPED, "imap_port": str(free_port()), "try": "1"})
    assert "does not take connections there" in refused.content.decode()
    # what was just typed is sent once more to be saved, and the browser keeps no copy of the page
    assert 'value="kept secret"' in refused.content.decode()
    assert "no-store" in refused.headers["Cache-Control"]
    with silent_server() as port:
        hangs = client.post(reverse("mailboxes:create"), {**TYPED, "imap_port": str(port), "try": "1"})
    assert "did not answer in time" in hangs.content.decode()
    assert Mailbox.objects.count() == 0


def test_health_tells_and_repairs(cast: Any, signed_in: SignIn) -> None:
    client = signed_in("manager")
    box = make_mailbox("desk@example.org", cast.administrator)
    case = open_case(CaseDraft("Kettle", mode="email"), by=cast.administrator)
    unfiled, unsent = make_unfiled(box), make_unsent(box, case)
    Mailbox.objects.update(error_part="fetch", error_code="login", error_said="no", error_at="2026-01-01T00:00Z")
    page = client.get(reverse("mailboxes:detail", args=[box.pk])).content.decode()
    for words in ("refused the user name or the password", "550 no such user", "Could not be filed", "Send again"):
        assert words in page
    client.post(reverse("mailboxes:send-again", args=[box.pk, unsent.pk]))
    unsent.refresh_from_db()
    assert unsent.state == "waiting"
    answer = client.post(reverse("mailboxes:file-again", args=[box.pk, unfiled.pk]), follow=True)
    assert "is not on the disk any more" in answer.content.decode()
    client.post(reverse("mailboxes:pause", args=[box.pk]))
    assert "Paused" in client.get(reverse("mailboxes:list")).content.decode()
    client.post(reverse("mailboxes:resume", args=[box.pk]))
    assert Mailbox.objects.get().is_active
    other = make_mailbox("other@example.org", cast.administrator)
    assert client.post(reverse("mailboxes:send-again", args=[other.pk, unsent.pk])).status_code == 404
