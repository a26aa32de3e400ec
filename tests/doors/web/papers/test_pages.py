"""The pages of letters and visits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from idic.domain.interact.cases.models import Case, Message, MessageFile
from tests.contracts.contact_places import PDF, make_letter

SignIn = Callable[[str], Client]


def test_a_letter_is_taken_and_shown_in_the_browser(signed_in: SignIn) -> None:
    client = signed_in("service")
    typed = {"title": "Pension", "purpose": "complain", "received_on": "2026-11-20", "contact_name": "Malee"}
    assert client.post("/papers/new/", typed).status_code == 422
    bad = {**typed, "scans": SimpleUploadedFile("a.pdf", b"<html>")}
    assert b"is no PDF" in client.post("/papers/new/", bad).content
    assert client.post("/papers/new/", {**typed, "received_on": "2126-01-01"}).status_code == 422
    scans = [SimpleUploadedFile(f"{number}.pdf", PDF + bytes([number])) for number in (1, 2)]
    client.post("/papers/new/", {**typed, "scans": scans})
    case = Case.objects.get()
    assert (case.mode, case.purpose, timezone.localtime(case.received_at).hour) == ("letter", "complain", 12)
    file = MessageFile.objects.order_by("pk")[0]
    shown = client.get(f"/papers/{case.pk}/files/{file.pk}/")
    assert shown.headers["Content-Type"] == "application/pdf"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
    assert b"".join(shown.streaming_content) == PDF + b"\x01"  # type: ignore[attr-defined]
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert f"/papers/{case.pk}/files/{file.pk}/" in page


def test_the_answer_is_printed_with_the_number_and_kept_as_sent(cast: Any, signed_in: SignIn) -> None:
    case = make_letter(cast.service)
    answer, client = Message.objects.get(kind="outbound"), signed_in("service")
    page = f"/papers/{case.pk}/answers/{answer.pk}/"
    assert page in client.get(f"/cases/{case.pk}/").content.decode()
    assert client.get(page).content.startswith(b"%PDF-")
    client.post(f"{page}sent/", {"on": "2026-02-31"})
    answer.refresh_from_db()
    assert answer.delivery == ""
    client.post(f"{page}sent/", {"on": timezone.localdate().isoformat()})
    answer.refresh_from_db()
    assert answer.delivery == "sent"
