"""Files of visitors: looked into, counted, and read by nobody else."""

from __future__ import annotations

import shutil
from collections import namedtuple
from io import BytesIO

import pytest
from PIL import Image

from idic.domain.interact.attachments import MOST_BYTES, MOST_FILES
from idic.domain.interact.cases.drafts import FileDraft, MessageDraft
from idic.domain.interact.cases.models import Case, Message, MessageFile
from idic.domain.interact.cases.operations.draft_files import attach_files
from idic.domain.interact.cases.operations.joining import merge_case
from idic.domain.interact.cases.operations.messages import answer_case
from idic.domain.interact.chat.errors import (
    ChatEnded,
    FileNotTaken,
    FilesTooMany,
    NoRoomForFiles,
    TalkHoldsNoMore,
    TextMissing,
)
from idic.domain.interact.chat.operations.ending import end_talk, mail_unread, send_transcript
from idic.domain.interact.chat.operations.files import MOST_FILES_OF_A_TALK, Brought
from idic.domain.interact.chat.operations.talking import say
from idic.domain.interact.chat.pictures import NoPicture, redrawn
from idic.domain.interact.chat.queries.feed import access_said_file, said_in, talk_seen
from idic.domain.interact.mail.composing import composed
from idic.domain.interact.mail.keeping import keep_bytes
from idic.domain.interact.mail.models import OutgoingMail
from idic.domain.interact.mail.parsing import read_mail
from idic.foundation.accounts.errors import NotVisible
from tests.contracts.mailboxes import make_mailbox
from tests.pictures import picture

pytestmark = pytest.mark.django_db

PNG = picture()


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": str(tmp_path)}},
    }


def brought(name="lid.png", data=PNG):
    return Brought(name, [data])


def seen(talk):
    found = talk_seen(talk.site.key, talk.pk, talk.secret)
    assert found is not None
    return found


def test_a_file_stands_once_with_or_without_words(make_talk):
    talk = make_talk(files=[brought()])
    for _turn in range(2):
        say(talk, "", nonce="b" * 32, files=[brought("../../ฝา\u202e.png"), brought("offer.pdf", b"%PDF-1.7")])
    first, second = said_in(seen(talk))
    assert [(one.name, one.media_type) for one in first.files] == [("lid.png", "image/png")]
    assert [one.name for one in second.files] == ["ฝา.png", "offer.pdf"]
    assert second.text == ""
    with pytest.raises(TextMissing):
        say(talk, " ", nonce="c" * 32)


@pytest.mark.parametrize(
    ("name", "data"),
    [("lid.png", b"<html><script>"), ("lid.pdf", PNG), ("lid.exe", b"MZ"), ("a.zip", b"PK\x03\x04 broken"), ("a.png", b""),
     ("lid.png.", PNG), ("lid.svg", b"<svg onload=x>"), ("lid.png", b"\x89PNG\r\n\x1a\n a lid")],
)  # fmt: skip
def test_what_is_not_what_it_says_is_refused_and_nothing_of_it_said(make_talk, name, data):
    talk = make_talk()
    with pytest.raises(FileNotTaken) as refusal:
        say(talk, "Look", nonce="b" * 32, files=[brought(), brought(name, data)])
    assert refusal.value.field == "files"
    assert Message.objects.count() == 1
    assert not MessageFile.objects.exists()


def _noted() -> Image.Exif:
    noted = Image.Exif()
    # whose camera, and that it was held upright
    noted[0x010F], noted[0x0112] = "Camera of Mali", 6
    return noted


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
def test_of_a_picture_only_the_picture_is_kept(form):
    """Behind its end may stand a whole archive or page, and before it where it was taken."""
    given = picture(form, (40, 20), **({} if form == "GIF" else {"exif": _noted()})) + b"PK\x03\x04<script>"
    kept = redrawn(given, f"image/{form.lower()}")
    assert not any(one in kept for one in (b"Camera of Mali", b"<script>", b"PK\x03\x04"))
    with Image.open(BytesIO(kept)) as shown:
        assert (shown.format, shown.size) == (form, (40, 20) if form == "GIF" else (20, 40))
        assert max(abs(a - b) for a, b in zip(shown.convert("RGB").getpixel((5, 5)), (180, 40, 30), strict=True)) < 8


def test_what_moves_still_does_and_what_fills_the_memory_is_no_picture():
    kept, frames = BytesIO(), [Image.new("RGB", (6, 4), colour) for colour in ("red", "green", "blue")]
    frames[0].save(kept, "GIF", save_all=True, append_images=frames[1:], duration=70, comment=b"by Mali")
    drawn = redrawn(kept.getvalue(), "image/gif")
    with Image.open(BytesIO(drawn)) as shown:
        assert (shown.n_frames, shown.info["duration"], b"by Mali" in drawn) == (3, 70, False)
    with pytest.raises(NoPicture):
        redrawn(picture(size=(8000, 5001)), "image/png")
    with Image.open(BytesIO(redrawn(picture("JPEG", (5000, 2500)), "image/jpeg"))) as smaller:
        assert smaller.width <= 4096


def test_too_many_or_too_large_together(make_talk):
    talk = make_talk()
    with pytest.raises(FilesTooMany):
        say(talk, "Look", nonce="b" * 32, files=[brought()] * (MOST_FILES + 1))
    half = [PNG, bytes(MOST_BYTES // 2)]
    with pytest.raises(FilesTooMany):
        say(talk, "Look", nonce="b" * 32, files=[Brought("a.png", half), Brought("b.png", half)])


def test_a_conversation_holds_so_many_and_the_disk_keeps_room(make_talk, monkeypatch):
    talk = make_talk()
    for number in range(MOST_FILES_OF_A_TALK // MOST_FILES):
        say(talk, "", nonce=f"{number + 100:032x}", files=[brought()] * MOST_FILES)
    with pytest.raises(TalkHoldsNoMore):
        say(talk, "One more", nonce="f" * 32, files=[brought()])
    say(talk, "One more", nonce="f" * 32)
    nearly_full = namedtuple("usage", "free")(1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: nearly_full)
    with pytest.raises(NoRoomForFiles):
        make_talk(number=2, files=[brought()])
    assert make_talk(number=2)


def test_what_ended_takes_no_file(make_talk):
    talk = make_talk()
    end_talk(talk, "visitor")
    with pytest.raises(ChatEnded):
        say(talk, "", nonce="b" * 32, files=[brought()])


def test_a_visitor_reads_the_files_of_this_conversation_alone(cast, make_talk):
    mine, other = make_talk("Mine", files=[brought()]), make_talk("Yours", number=2, files=[brought("theirs.png")])
    kept = keep_bytes(b"%PDF-1.7 offer", folder="messages")
    offer = FileDraft("offer.pdf", "application/pdf", kept.size, kept.digest, kept.path)
    case = Case.objects.get(pk=mine.case_id)
    draft = attach_files(case, [offer], by=cast.administrator)
    answer_case(
        case, MessageDraft("The offer"), by=cast.administrator, draft_files=draft.files.values_list("pk", flat=True)
    )
    merge_case(Case.objects.get(pk=other.case_id), into=Case.objects.get(pk=mine.case_id), by=cast.administrator)
    assert [[file.name for file in one.files] for one in said_in(seen(mine))] == [["lid.png"], ["offer.pdf"]]
    theirs, sent = MessageFile.objects.get(name="theirs.png"), MessageFile.objects.get(name="offer.pdf")
    assert access_said_file(seen(mine), sent.pk) == sent
    assert access_said_file(seen(other), theirs.pk) == theirs
    for talk, file in ((mine, theirs), (other, sent)):
        with pytest.raises(NotVisible):
            access_said_file(seen(talk), file.pk)


def test_an_answer_with_a_file_goes_by_mail_once_the_visitor_has_gone(cast, make_talk):
    make_mailbox("desk@example.org", cast.administrator)
    talk = make_talk(address="visitor@example.org", files=[brought()])
    kept = keep_bytes(b"%PDF-1.7 offer", folder="messages")
    offer = FileDraft("offer.pdf", "application/pdf", kept.size, kept.digest, kept.path)
    answer_case(Case.objects.get(), MessageDraft("The offer", files=(offer,)), by=cast.administrator)
    end_talk(talk, "visitor")
    assert mail_unread(talk) == 1
    mail = read_mail(composed(OutgoingMail.objects.get()))
    assert [(one.name, one.data) for one in mail.files] == [("offer.pdf", b"%PDF-1.7 offer")]
    send_transcript(talk)
    text = OutgoingMail.objects.order_by("pk").last().message.text
    assert "[lid.png]" in text
    assert "[offer.pdf]" in text
