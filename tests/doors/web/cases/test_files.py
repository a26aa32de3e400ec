"""Files of an answer: kept with what was begun, sent with it, and handed to nobody else."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from idic.domain.interact.cases.drafts import FileDraft, MessageDraft
from idic.domain.interact.cases.models import DraftFile, Message, MessageFile, ReplyDraft
from idic.domain.interact.cases.operations.messages import answer_case, receive_message
from idic.domain.interact.mail.composing import composed
from idic.domain.interact.mail.keeping import keep_bytes
from idic.domain.interact.mail.models import OutgoingMail
from idic.domain.interact.mail.operations.filing import file_mails
from idic.domain.interact.mail.operations.queueing import queue_message
from idic.domain.interact.mail.operations.taking import Fetched, take_mails
from idic.domain.interact.mail.parsing import read_mail
from idic.domain.interact.portal.queries.cases import access_own_file
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.files.storage import local_path
from tests.contracts.mailboxes import make_mailbox

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": str(tmp_path)}},
    }


def attach(client, case, *named, status=200):
    files = [SimpleUploadedFile(name, data, content_type=kind) for name, data, kind in named]
    answer = client.post(f"/cases/{case.pk}/draft/files/", {"files": files})
    assert answer.status_code == status, answer.content
    return answer.content.decode()


OFFER = ("ใบเสนอราคา.pdf", b"%PDF offer", "application/pdf")
PHOTO = ("photo.png", b"\x89PNG photo", "image/png")


def test_files_are_kept_with_the_draft_sent_as_parts_and_shown_on_the_answer(signed_in, cast, make_case):
    case, client = make_case(mode="email", contact_address="anan@example.org"), signed_in("service")
    make_mailbox("desk@example.org", cast.administrator)
    part = attach(client, case, OFFER, PHOTO)
    assert "ใบเสนอราคา.pdf" in part
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert "photo.png" in page
    assert "25.0" in page
    shown = list(DraftFile.objects.order_by("pk").values_list("pk", flat=True))
    assert f'name="file" value="{shown[0]}"' in page
    typed = {"kind": "answer", "text": "The offer", "seen": 0, "file": shown}
    assert client.post(f"/cases/{case.pk}/reply/", typed).status_code == 302
    assert not ReplyDraft.objects.exists()
    message = Message.objects.get()
    mail = queue_message(message)
    sent = read_mail(composed(OutgoingMail.objects.get(pk=mail.pk)))
    assert [(one.name, one.media_type, one.data) for one in sent.files] == [
        OFFER[:1] + OFFER[:0:-1],
        PHOTO[:1] + PHOTO[:0:-1],
    ]
    page = client.get(f"/cases/{case.pk}/").content.decode()
    for file in message.files.all():
        assert f"/cases/{case.pk}/files/{file.pk}/" in page
    given = client.get(f"/cases/{case.pk}/files/{message.files.get(name=OFFER[0]).pk}/")
    assert b"".join(given.streaming_content) == OFFER[1]


def test_a_colleague_sees_them_and_takes_them_over_with_the_text(signed_in, cast, make_case):
    case, first, second = (
        make_case(mode="email", contact_address="a@example.org"),
        signed_in("service"),
        signed_in("manager"),
    )
    attach(first, case, OFFER)
    first.post(f"/cases/{case.pk}/draft/", {"text": ""})
    attach(second, case, PHOTO, OFFER)
    assert OFFER[0] in second.post(f"/cases/{case.pk}/beat/", {}).content.decode()
    theirs = DraftFile.objects.get(draft__user=cast.service)
    assert second.get(f"/cases/{case.pk}/draft/files/{theirs.pk}/").status_code == 200
    assert signed_in("sales").get(f"/cases/{case.pk}/draft/files/{theirs.pk}/").status_code == 404
    second.post(f"/cases/{case.pk}/drafts/{theirs.draft_id}/")
    assert sorted(DraftFile.objects.values_list("draft__user", "name")) == sorted(
        [(cast.manager.pk, OFFER[0]), (cast.manager.pk, PHOTO[0])]
    )
    page = second.get(f"/cases/{case.pk}/").content.decode()
    assert page.count("data-detach") == 2


def test_what_is_taken_away_is_not_sent_and_what_was_not_seen_neither(signed_in, make_case):
    case, client = make_case(mode="email", contact_address="a@example.org"), signed_in("service")
    attach(client, case, OFFER, PHOTO)
    first, last = DraftFile.objects.order_by("pk")
    assert OFFER[0] not in client.post(f"/cases/{case.pk}/draft/files/{first.pk}/removal/").content.decode()
    typed = {"kind": "answer", "text": "The offer", "seen": 0}
    answer = client.post(f"/cases/{case.pk}/reply/", {**typed, "file": [first.pk, last.pk]})
    assert answer.status_code == 422
    assert "have changed in another window" in answer.content.decode()
    assert not Message.objects.exists()
    assert client.post(f"/cases/{case.pk}/reply/", {**typed, "file": [last.pk]}).status_code == 302
    assert MessageFile.objects.get().name == PHOTO[0]
    assert local_path(MessageFile.objects.get().path).read_bytes() == PHOTO[1]


def test_a_draft_without_text_and_files_is_none(signed_in, make_case):
    case, client = make_case(), signed_in("service")
    attach(client, case, PHOTO, PHOTO)
    client.post(f"/cases/{case.pk}/draft/files/{DraftFile.objects.get().pk}/removal/")
    assert not ReplyDraft.objects.exists()


def test_limits_are_said_and_nothing_is_kept_beyond_them(signed_in, make_case, monkeypatch):
    case, client = make_case(), signed_in("service")
    assert "could start a program" in attach(
        client, case, PHOTO, ("x.exe", b"MZ", "application/x-msdownload"), status=422
    )
    assert "Choose a file first." in attach(client, case, status=422)
    monkeypatch.setattr("idic.domain.interact.cases.operations.draft_files.MOST_BYTES", 20)
    assert "25 MB together" in attach(
        client, case, ("a.txt", b"x" * 12, "text/plain"), ("b.txt", b"y" * 12, "text/plain"), status=422
    )
    assert not DraftFile.objects.exists()
    chat = make_case(mode="line")
    assert "carries no files" in attach(client, chat, PHOTO, status=422)
    assert "This channel carries no files." in client.get(f"/cases/{chat.pk}/").content.decode()
    # by its announced length, before it is read
    monkeypatch.setattr("idic.doors.web.cases.views_draft.MOST_BYTES", -600_000)
    assert "25 MB together" in attach(client, case, PHOTO, status=413)


def test_who_answers_second_keeps_the_files(signed_in, cast, make_case):
    case, client = make_case(mode="email", contact_address="a@example.org"), signed_in("service")
    attach(client, case, PHOTO)
    shown = DraftFile.objects.get().pk
    answer_case(case, MessageDraft("Already on its way"), by=cast.service_colleague)
    typed = {"kind": "answer", "text": "My own words", "seen": 0, "file": [shown]}
    assert client.post(f"/cases/{case.pk}/reply/", typed).status_code == 422
    assert ReplyDraft.objects.get().files.get().name == PHOTO[0]
    assert client.post(f"/cases/{case.pk}/reply/", {**typed, "has_read": "on"}).status_code == 302
    assert Message.objects.order_by("pk").last().files.get().digest


def test_pictures_of_a_mail_stand_in_its_text_and_nothing_else_is_shown_as_one(signed_in, cast, make_case):
    case, client = make_case(mode="email", contact_address="a@example.org"), signed_in("service")
    files = []
    for name, data in (("photo", b"\x89PNG\r\n\x1a\n..."), ("lie", b"<script>alert(1)</script>")):
        kept = keep_bytes(data, folder="messages")
        files.append(FileDraft(f"{name}.png", "image/png", kept.size, kept.digest, kept.path, "", name))
    html = '<p>See <img src="cid:photo"><img src="cid:lie"><img alt="Logo"></p>'
    message = receive_message(case, MessageDraft("See", html=html, files=tuple(files)))
    photo, lie = message.files.order_by("pk")
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert f'data-formatted="/cases/{case.pk}/formatted/{message.pk}/"' in page
    assert "photo.png" not in page
    sheet = client.get(f"/cases/{case.pk}/formatted/{message.pk}/")
    assert f'src="/cases/{case.pk}/files/{photo.pk}/picture/"' in sheet.content.decode()
    assert "1 remote picture was not loaded" in sheet.content.decode()
    policy = sheet.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "allow-scripts" not in policy
    given = client.get(f"/cases/{case.pk}/files/{photo.pk}/picture/")
    assert (given.headers["Content-Type"], given.headers["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert client.get(f"/cases/{case.pk}/files/{lie.pk}/picture/").status_code == 404
    type(case).objects.filter(pk=case.pk).update(hidden_from=[cast.sales.pk])
    for address in (f"formatted/{message.pk}/", f"files/{photo.pk}/picture/"):
        assert signed_in("sales").get(f"/cases/{case.pk}/{address}").status_code == 404


def test_a_mail_with_a_picture_in_its_text_is_kept_with_it(cast, make_case):
    box = make_mailbox("desk@example.org", cast.administrator)
    letter = EmailMessage()
    letter["From"], letter["Message-ID"] = "anan@customer.example", "<a@customer.example>"
    letter.set_content("See the photo.")
    letter.add_alternative('<p>See <img src="cid:photo@x"></p>', subtype="html")
    html = letter.get_payload()[1]
    html.add_related(PHOTO[1], maintype="image", subtype="png", cid="<photo@x>", filename="photo.png")
    letter.add_attachment(OFFER[1], maintype="application", subtype="pdf", filename="offer.pdf", cid="<other@x>")
    type(box).objects.update(uid_validity=1)
    file_mails(take_mails(box, 1, [Fetched(1, letter.as_bytes())]))
    assert sorted(MessageFile.objects.values_list("name", "content_id")) == [
        ("offer.pdf", ""),
        ("photo.png", "photo@x"),
    ]
    assert 'src="cid:photo@x"' in Message.objects.get(kind="inbound").html


def test_in_the_portal_the_customer_of_the_case_reads_them_and_nobody_else(signed_in, cast, make_case, make_customer):
    anan, malee = make_customer(given_name="Anan"), make_customer(given_name="Malee")
    case, client = make_case(mode="portal", customer=anan), signed_in("service")
    attach(client, case, OFFER)
    shown = DraftFile.objects.get().pk
    with pytest.raises(NotVisible):
        access_own_file(anan, case.pk, shown)
    client.post(f"/cases/{case.pk}/reply/", {"kind": "answer", "text": "The offer", "seen": 0, "file": [shown]})
    file = MessageFile.objects.get()
    assert access_own_file(anan, case.pk, file.pk).name == OFFER[0]
    with pytest.raises(NotVisible):
        access_own_file(malee, case.pk, file.pk)
