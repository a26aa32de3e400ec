"""The pages of letters and visits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from idic.domain.identify.operations.customers import create_customer
from idic.domain.interact.cases.models import Case, Message, MessageFile
from idic.domain.interact.papers.models import Paper
from idic.foundation.files.storage import local_path
from idic.foundation.letters.operations.templates import Text, create_template
from tests.contracts.contact_places import PDF, make_letter
from tests.doors.web.costs import queries_of
from tests.foundation.organisation.test_organisation import words_on

SignIn = Callable[[str], Client]


def test_a_letter_is_taken_and_shown_in_the_browser(cast: Any, signed_in: SignIn) -> None:
    client = signed_in("service")
    typed = {"title": "Pension", "purpose": "complain", "received_on": "2026-11-20", "contact_name": "Malee"}
    assert client.post("/papers/new/", typed).status_code == 422
    bad = {**typed, "scans": SimpleUploadedFile("a.pdf", b"<html>")}
    assert b"is no PDF" in client.post("/papers/new/", bad).content
    assert client.post("/papers/new/", {**typed, "received_on": "2126-01-01"}).status_code == 422
    many = [SimpleUploadedFile(f"{number}.pdf", PDF) for number in range(21)]
    assert b"at most 20 files" in client.post("/papers/new/", {**typed, "scans": many}).content
    known = create_customer({"name": "Malee Dee"}, by=cast.administrator)
    asked_again = client.post("/papers/new/", {**typed, "title": "", "customer": str(known.pk)}).content.decode()
    assert f'name="customer" value="{known.pk}" checked' in asked_again
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


def test_a_letter_is_made_from_a_template_and_kept_until_it_is_sent(cast: Any, signed_in: SignIn) -> None:
    case = make_letter(cast.service)
    Message.objects.filter(kind="outbound").update(text="# No heading\n*no stars*")
    answer, client = Message.objects.get(kind="outbound"), signed_in("service")
    texts = {
        "th": Text("เรื่อง {{ case.title }}", "**เรียน** ท่าน\n\n{{ answer.text }}\n\nขอแสดงความนับถือ"),
        "en": Text("", "Dear customer,\n\n{{ answer.text }}"),
    }
    template = create_template(name="Reply", kind="letter", noun="case", texts=texts, by=cast.manager)
    create_template(name="Mail", kind="mail", noun="case", texts={"en": Text("A", "B")}, by=cast.manager)
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert f'value="{template.pk}">Reply' in page
    assert ">Mail<" not in page
    address = f"/papers/{case.pk}/answers/{answer.pk}/"
    for language in ("en", "th"):
        client.post(f"{address}make/", {"template": template.pk, "language": language})
    file = MessageFile.objects.get(message=answer)
    shown = client.get(address).content
    words = words_on(shown)
    assert (file.size, Paper.objects.get().template) == (len(shown), template)
    assert "เรื่อง About my pension" in words
    assert "# No heading" in words
    assert "*no stars*" in words
    assert words.index("เรียน") < words.index("# No heading") < words.index("ขอแสดงความนับถือ")
    client.post(f"{address}sent/", {"on": timezone.localdate().isoformat()})
    client.post(f"{address}make/", {"template": "", "language": "en"})
    assert MessageFile.objects.get(message=answer).digest == file.digest
    assert queries_of(client, f"/cases/{case.pk}/") <= 12
    assert "Make it anew" not in client.get(f"/cases/{case.pk}/").content.decode()


def test_a_letter_speaks_the_language_of_the_answer_where_no_other_is_known(cast: Any, signed_in: SignIn) -> None:
    case = make_letter(cast.service)
    Case.objects.update(language="", customer=None)
    Message.objects.filter(kind="outbound").update(text="เรียนคุณมาลี เราตรวจสอบแล้ว")
    page = signed_in("service").get(f"/cases/{case.pk}/").content.decode()
    assert '<option value="th" selected>' in page[page.index("/make/") :]
    answer = Message.objects.get(kind="outbound")
    assert "โปรดแจ้งหมายเลข" in words_on(signed_in("service").get(f"/papers/{case.pk}/answers/{answer.pk}/").content)


def test_what_was_only_printed_is_kept_when_it_is_sent(cast: Any, signed_in: SignIn) -> None:
    case = make_letter(cast.service)
    answer = Message.objects.get(kind="outbound")
    signed_in("service").post(f"/papers/{case.pk}/answers/{answer.pk}/sent/", {"on": ""})
    assert "We have looked into it." in words_on(local_path(MessageFile.objects.get(message=answer).path).read_bytes())
