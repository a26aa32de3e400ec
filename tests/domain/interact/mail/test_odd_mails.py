"""Mails as programs of all years and countries write them: what stands in them is read, and nothing is shown as signs."""

from __future__ import annotations

import base64
import time
from urllib.parse import quote

import pytest

from idic.domain.interact.mail.parsing import ParsedMail, read_mail
from tests.domain.interact.mail.test_parsing import HANS, HANT, THAI, plain

HONG_KONG = "您好,我喺香港嘅啲嘢未收到,請問點解冇貨"
JAPANESE = "こんにちは、やかんが漏れています"
FILE = "รายการสินค้าที่ชำรุด.pdf"


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("us-ascii", "cp874", THAI),
        ("gb2312", "gb18030", "您好,𠮷野家㐀的订单没有到,请问"),
        ("big5", "big5hkscs", HONG_KONG),
        ("", "big5hkscs", HONG_KONG),
        ("iso-2022-jp", "iso2022_jp", JAPANESE),
        ("us-ascii", "iso2022_jp", JAPANESE),
        ("", "iso2022_jp", JAPANESE),
        ("iso-2022-kr", "iso2022_kr", "안녕하세요"),
        ("hz-gb-2312", "hz", HANS),
        ("utf-7", "utf-7", THAI),
        ("utf-16", "utf-16", THAI),
        ("utf-16le", "utf-16le", HANT),
        ("utf-16", "ascii", "No word of two bytes!"),
        ("hz-gb-2312", "gb18030", HANS),
    ],
)
def test_sets_of_all_widths(label: str, codec: str, text: str) -> None:
    assert read_mail(plain(text.encode(codec), label)).text == text


@pytest.mark.parametrize(
    "raw",
    [
        THAI.encode("cp874"),
        b"=?us-ascii?B?" + base64.b64encode(THAI.encode("cp874")) + b"?=",
        b"=?tis-620?Q?" + quote(THAI.encode("cp874"), safe="").replace("%", "=").encode() + b"?=",
    ],
)
def test_a_subject_in_thai(raw: bytes) -> None:
    assert read_mail(b"From: a@b.example\r\nSubject: " + raw + b"\r\n\r\nx").subject == THAI


def test_a_subject_of_bytes_and_of_words() -> None:
    words = b"=?utf-8?B?" + base64.b64encode(HANS.encode()) + b"?="
    mail = read_mail(
        b"From: a@b.example\r\nSubject: " + THAI.encode("cp874") + b" " + words + b"\r\n " + words + b"\r\n\r\nx"
    )
    assert mail.subject == f"{THAI} {HANS}{HANS}"


def with_file(told: bytes, kind: bytes = b"application/pdf", body: bytes = b"%PDF") -> ParsedMail:
    return read_mail(
        b"From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n"
        b"--b\r\nContent-Type: " + kind + b"\r\n" + told + b"\r\n" + body + b"\r\n--b--\r\n"
    )


CODED = quote(FILE)
HALF = CODED.index("%", 40)


@pytest.mark.parametrize(
    "told",
    [
        f"filename*=UTF-8''{CODED}".encode(),
        f"filename*0*=UTF-8''{CODED[:HALF]};\r\n filename*1*={CODED[HALF:]}".encode(),
        f"filename*=TIS-620''{quote(FILE.encode('cp874'))}".encode(),
        f"filename*=x-unknown''{CODED}".encode(),
        b'filename="=?utf-8?B?' + base64.b64encode(FILE.encode()) + b'?="',
        b'filename="' + FILE.encode() + b'"',
        b'filename="' + FILE.encode("cp874") + b'"',
    ],
)
def test_names_of_files(told: bytes) -> None:
    (file,) = with_file(b"Content-Disposition: attachment; " + told + b"\r\n").files
    assert (file.name, file.data) == (FILE, b"%PDF")


def test_names_of_files_that_lie() -> None:
    (file,) = with_file(
        b"Content-Disposition: attachment; filename*=gb2312''"
        + quote("朱镕基.pdf".encode("gb18030")).encode()
        + b"\r\n"
    ).files
    assert file.name == "朱镕基.pdf"
    (file,) = with_file(b'Content-Disposition: attachment; filename="..\\..\\run\r\n .exe"\r\n').files
    assert not set(file.name) & set("\\/:\r\n")
    (file,) = with_file(b'Content-Disposition: attachment; filename="' + b"a" * 5000 + b'.pdf"\r\n').files
    assert len(file.name) <= 200


FORWARDED = b"From: x@y.example\r\nSubject: inner\r\nMessage-ID: <inner@y.example>\r\n\r\nWhat was forwarded."


@pytest.mark.parametrize(
    ("kind", "body", "name"),
    [
        (b"application/ms-tnef; name=winmail.dat", b"x\x9f>\x22", "winmail.dat"),
        (b"text/calendar; method=REQUEST", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", "part-1.ics"),
        (b"message/rfc822", FORWARDED, "part-1.eml"),
        (b"application/pkcs7-signature; name=smime.p7s", b"x", "smime.p7s"),
        (b"application/pgp-signature; name=signature.asc", b"-----BEGIN PGP SIGNATURE-----", "signature.asc"),
    ],
)
def test_parts_that_are_files(kind: bytes, body: bytes, name: str) -> None:
    """A forwarded mail is one file: neither its text nor its name is the mail's."""
    mail = with_file(b"", kind, body)
    assert (mail.text, [one.name for one in mail.files], mail.message_id.endswith(".invalid")) == (
        "See the file.",
        [name],
        True,
    )
    assert mail.files[0].data.replace(b"\r\n", b"\n").strip() == body.replace(b"\r\n", b"\n")


def test_mails_without_words() -> None:
    sealed = b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n"
    closed = (
        b'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b\r\n\r\n'
        b"--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n"
        b"--b\r\nContent-Type: application/octet-stream; name=encrypted.asc\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n--b--\r\n"
    )
    found = {
        "picture": (b"Content-Type: image/jpeg\r\n\r\n\xff\xd8\xff", ["part-1.jpg"]),
        "sealed": (sealed + b"\r\nx", ["smime.p7m"]),
        "closed": (closed, ["part-1.pgp", "encrypted.asc"]),
        "empty": (b"Subject:\r\n\r\n", []),
    }
    for head, files in found.values():
        mail = read_mail(b"From: a@b.example\r\n" + head)
        assert (mail.text, [one.name for one in mail.files], mail.sender.address) == ("", files, "a@b.example")


def test_a_thousand_parts_and_mails_in_mails_in_mails() -> None:
    """What is left out is told; what was said is read."""
    part = b"--b\r\nContent-Disposition: attachment; filename=f%d.txt\r\n\r\nx\r\n"
    head = b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello.\r\n"
    mail = read_mail(head + b"".join(part % number for number in range(1000)) + b"--b--\r\n")
    assert (mail.text, len(mail.files), mail.faults) == ("Hello.", 50, ("too_many_files", "too_many_parts"))
    inner = FORWARDED
    for _level in range(400):
        inner = b"From: x@y.example\r\nContent-Type: message/rfc822\r\n\r\n" + inner
    mail = with_file(b"", b"message/rfc822", inner)
    assert (mail.text, [one.name for one in mail.files]) == ("See the file.", ["part-1.eml"])


@pytest.mark.parametrize(
    "name", ["Subject", "From", "To", "Date", "References", "Message-ID", "Content-Type", "Authentication-Results"]
)
def test_a_header_of_a_megabyte(name: str) -> None:
    """The library looks through some of them again from each of their signs: a minute of the processor for such a one."""
    for long in (b"x" * 1_000_000, b"text/plain" + b";a=b" * 250_000, b"<a@b.example>,\r\n " * 60_000):
        began = time.process_time()
        assert read_mail(b"From: a@b.example\r\n" + name.encode() + b": " + long + b"\r\n\r\nHello.").text == "Hello."
        assert time.process_time() - began < 20


@pytest.mark.parametrize(
    ("head", "address", "is_forged"),
    [
        ("From: eve@evil.example\r\nReply-To: anan@customer.example", "eve@evil.example", False),
        ("Reply-To: anan@customer.example", "anan@customer.example", True),
        ("Sender: anan@customer.example", "anan@customer.example", True),
        ("From: anan@customer.example\r\nFrom: eve@evil.example", "anan@customer.example", True),
        ("From: anan@customer.example, eve@evil.example", "anan@customer.example", True),
        ("From: anan@customer.example\r\nAuthentication-Results: mx; DMARC = fail", "anan@customer.example", True),
        ("From: anan@customer.example", "anan@customer.example", False),
    ],
)
def test_whose_word_a_mail_is(head: str, address: str, is_forged: bool) -> None:
    """Where its servers could not look at one author, nobody has proved who that is."""
    mail = read_mail(f"{head}\r\n\r\nx".encode())
    assert (mail.sender.address, mail.is_forged) == (address, is_forged)
