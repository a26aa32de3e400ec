from __future__ import annotations

import io
import shlex
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.desk.enums import AttachmentState
from idic.foundation.desk.errors import FileNotReady, FileRefused
from idic.foundation.desk.models import Attachment
from idic.foundation.desk.operations.attachments import add_attachment, clean_name, remove_attachment
from idic.foundation.desk.operations.checking import ScannerFailed, check
from idic.foundation.desk.queries.attachments import attachments_of, readable_attachment
from idic.foundation.desk.subjects import access_subject
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import latest_event_id, undo_event

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def picture(form: str = "PNG", size: tuple[int, int] = (1200, 800)) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, "teal").save(stream, form)
    return stream.getvalue()


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("photo.jpg", picture("JPEG"), "image/jpeg"),
        ("สัญญา.pdf", PDF, "application/pdf"),
        ("ตาราง.csv", "ชื่อ,ยอด\nอนันต์,5\n".encode("cp874"), "text/plain"),
        (
            "sheet.xlsx",
            zipped("[Content_Types].xml", "xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("parts.zip", zipped("a.txt"), "application/zip"),
    ],
)
def test_usual_files_are_taken_as_what_they_are(
    cast: Any, make_customer: Any, name: str, content: bytes, media_type: str
) -> None:
    kept = add_attachment("customer", make_customer().pk, name=name, chunks=[content], by=cast.administrator)
    assert (kept.name, kept.media_type, kept.size) == (name, media_type, len(content))
    assert default_storage.open(kept.path).read() == content


def test_a_file_that_a_killed_process_wrote_by_half_is_made_whole_by_the_next_who_brings_it(
    cast: Any, make_customer: Any
) -> None:
    customer, content = make_customer(), b"agreed on 3 March " * 4000
    first = add_attachment("customer", customer.pk, name="a.txt", chunks=[content], by=cast.administrator)
    Path(default_storage.path(first.path)).write_bytes(content[:1000])
    again = add_attachment("customer", customer.pk, name="b.txt", chunks=[content], by=cast.administrator)
    assert again.path == first.path
    assert default_storage.open(first.path).read() == content
    kept = Path(default_storage.path(first.path))
    assert [path.name for path in kept.parent.iterdir() if path.name.startswith(kept.stem[:16])] == [kept.name]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("invoice.pdf", picture()),
        ("photo.png", b"<html><script>alert(1)</script>"),
        ("page.txt", b"\xef\xbb\xbf  <!DOCTYPE html><p>x"),
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("letter.pdf.exe", b"MZ\x90\x00"),
        ("script.txt", b"#!/bin/sh\nrm -rf /"),
        ("macro.docx", zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("broken.zip", b"PK\x03\x04" + b"\x00" * 50),
        ("noise.txt", bytes(range(256))),
        ("empty.txt", b""),
        ("noending", b"plain text"),
    ],
)
def test_a_mislabelled_or_dangerous_file_is_refused_with_a_sentence(
    cast: Any, make_customer: Any, name: str, content: bytes
) -> None:
    customer = make_customer()
    with pytest.raises(FileRefused) as refused:
        add_attachment("customer", customer.pk, name=name, chunks=[content], by=cast.administrator)
    assert name in str(refused.value)
    assert not Attachment.objects.exists()
    assert not Event.objects.filter(verb="attachment.added").exists()


def test_a_file_that_grows_over_the_limit_is_stopped_while_it_comes(cast: Any, make_customer: Any) -> None:
    customer, read = make_customer(), 0

    def endless() -> Any:
        nonlocal read
        while True:
            read += 1
            yield b"x" * (1 << 20)

    with pytest.raises(FileRefused):
        add_attachment("customer", customer.pk, name="big.txt", chunks=endless(), by=cast.administrator)
    assert read <= 26


def test_the_same_bytes_are_kept_once_and_may_hang_on_two_records(cast: Any, make_customer: Any) -> None:
    first, second = make_customer(given_name="Anan"), make_customer(given_name="Boon")
    one = add_attachment("customer", first.pk, name="a.pdf", chunks=[PDF], by=cast.administrator)
    two = add_attachment("customer", second.pk, name="b.pdf", chunks=[PDF], by=cast.administrator)
    assert one.path == two.path
    remove_attachment(one.pk, by=cast.administrator)
    assert readable_attachment(cast.administrator, two.pk).name == "b.pdf"
    event_id = latest_event_id(cast.administrator, "customer", first.pk)
    assert event_id is not None
    undo_event(event_id, by=cast.administrator)
    subject = access_subject(cast.administrator, "customer", first.pk)
    assert [file.name for file in attachments_of(subject)] == ["a.pdf"]


def test_who_may_not_change_the_record_attaches_nothing(cast: Any, make_customer: Any) -> None:
    customer = make_customer()
    with pytest.raises(NotAllowed):
        add_attachment("customer", customer.pk, name="a.pdf", chunks=[PDF], by=cast.analyst)


@pytest.mark.parametrize(("name", "content"), [("a.png", picture()), ("a.pdf", PDF), ("a.jpg", picture("JPEG"))])
def test_pictures_and_the_first_page_of_a_pdf_get_a_preview(
    cast: Any, make_customer: Any, name: str, content: bytes
) -> None:
    kept = add_attachment("customer", make_customer().pk, name=name, chunks=[content], by=cast.administrator)
    check(kept.pk)
    kept.refresh_from_db()
    with Image.open(default_storage.open(kept.preview)) as preview:
        assert (preview.format, max(preview.size)) == ("WEBP", 640)
    check(kept.pk)


def test_a_picture_that_would_fill_the_memory_and_a_damaged_pdf_get_none(cast: Any, make_customer: Any) -> None:
    customer = make_customer()
    header = picture(size=(1, 1))
    # the sizes in the header of the picture say 60,000 x 60,000
    bomb = header[:16] + (60_000).to_bytes(4, "big") * 2 + header[24:]
    for name, content in (("bomb.png", bomb), ("damaged.pdf", b"%PDF-1.7 nothing more")):
        kept = add_attachment("customer", customer.pk, name=name, chunks=[content], by=cast.administrator)
        check(kept.pk)
        kept.refresh_from_db()
        assert (kept.state, kept.preview) == (AttachmentState.CLEAN, "")


def test_a_file_waits_for_the_scanner_and_is_set_apart_when_infected(
    cast: Any, make_customer: Any, settings: Any, tmp_path: Path
) -> None:
    from dataclasses import replace

    scanner = tmp_path / "scanner.py"
    scanner.write_text(
        "import sys\ndata = open(sys.argv[1], 'rb').read()\nsys.exit(1 if b'EVIL' in data else 9 if b'ODD' in data else 0)\n"
    )
    settings.CONFIGURATION = replace(settings.CONFIGURATION, scan_command=shlex.join([sys.executable, str(scanner)]))
    customer = make_customer()
    good, bad, odd = (
        add_attachment("customer", customer.pk, name="a.txt", chunks=[text], by=cast.administrator)
        for text in (b"fine", b"EVIL", b"ODD")
    )
    with pytest.raises(FileNotReady):
        readable_attachment(cast.administrator, good.pk)
    check(good.pk)
    check(bad.pk)
    with pytest.raises(ScannerFailed):
        check(odd.pk)
    assert readable_attachment(cast.administrator, good.pk).state == AttachmentState.CLEAN
    bad_path = bad.path
    for one in (bad, odd):
        one.refresh_from_db()
        with pytest.raises(FileNotReady):
            readable_attachment(cast.administrator, one.pk)
    assert (bad.state, odd.state) == (AttachmentState.REFUSED, AttachmentState.SCANNING)
    assert not default_storage.exists(bad_path)
    assert Event.objects.get(verb="attachment.refused").after["attachment_id"] == bad.pk


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\b.txt", "b.txt"),
        (".htaccess", "htaccess"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie: x.txt"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(given: str, kept: str) -> None:
    assert clean_name(given) == kept
