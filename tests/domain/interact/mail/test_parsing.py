"""Bytes of mails, good and bad. Nothing may raise, and what can be read is read."""

from __future__ import annotations

import base64
import random
from email.message import EmailMessage

import pytest

from idic.domain.interact.mail.parsing import read_mail
from idic.domain.interact.mail.parsing.bounces import bounce_of as read_bounce
from idic.domain.interact.mail.parsing.quoting import new_text
from tests.doors.feeds.mail.letters import bounce_of

THAI = "เรียนเจ้าหน้าที่ กาต้มน้ำรั่ว ขอเปลี่ยนสินค้าด้วยครับ"
HANT = "您好,我收到的水壺漏水,請問可以換貨嗎?謝謝"
HANS = "您好,我收到的水壶漏水,请问可以换货吗?谢谢"


def plain(data: bytes, label: str = "", more: str = "") -> bytes:
    charset = f"; charset={label}" if label else ""
    return f"From: a@b.example\r\n{more}Content-Type: text/plain{charset}\r\n\r\n".encode() + data


@pytest.mark.parametrize(
    ("label", "codec", "text", "language"),
    [
        ("tis-620", "cp874", THAI, "th"),
        ("utf-8", "cp874", THAI, "th"),
        ("iso-8859-1", "cp874", THAI, "th"),
        ("", "cp874", THAI, "th"),
        ("gb2312", "cp874", THAI, "th"),
        ("big5", "cp874", THAI, "th"),
        ("windows-874", "utf-8", THAI, "th"),
        ("gb2312", "gb18030", HANS, "zh-hans"),
        ("gb2312", "gb18030", "朱镕基镕瑢", "zh-hans"),
        ("big5", "gb18030", HANS, "zh-hans"),
        ("us-ascii", "gbk", HANS, "zh-hans"),
        ("tis-620", "gbk", HANS, "zh-hans"),
        ("big5", "big5", HANT, "zh-hant"),
        ("gb2312", "big5", HANT, "zh-hant"),
        ("utf-8", "big5", HANT, "zh-hant"),
        ("x-unknown", "big5", HANT, "zh-hant"),
        ("", "cp1252", "Grüße aus Köln", ""),
        ("shift_jis", "cp932", "こんにちは、やかんが漏れています", ""),
    ],
)
def test_character_sets_and_labels_that_lie(label: str, codec: str, text: str, language: str) -> None:
    mail = read_mail(plain(text.encode(codec), label))
    assert mail.text == text
    assert language in ("", mail.language)


def test_words_in_headers_that_were_cut_in_the_middle_of_a_letter() -> None:
    data = HANS.encode("gb18030")
    first, second = base64.b64encode(data[:7]).decode(), base64.b64encode(data[7:]).decode()
    mail = read_mail(plain(b"x", more=f"Subject: =?gb2312?B?{first}?=\r\n =?gb2312?B?{second}?=\r\n"))
    assert mail.subject == HANS


def test_a_name_cannot_pass_for_an_address() -> None:
    mail = read_mail(b'From: "victim@bank.example" <eve@evil.example>\r\nTo: "a, b" <c@d.example>\r\n\r\nx')
    assert (mail.sender.address, [one.address for one in mail.to]) == ("eve@evil.example", ["c@d.example"])


def test_html_runs_and_fetches_nothing() -> None:
    letter = EmailMessage()
    letter["From"] = "a@b.example"
    letter.set_content(
        '<p onclick="x()">Hello <b>you</b></p><script>steal()</script><style>p{}</style><img src="https://spy.example/1.gif">'
        '<img src="cid:photo"><a href="javascript:x()">j</a><a href="https://good.example">g</a><form action="/x"><input></form>'
        '<iframe src="//evil.example"></iframe><div style="background-image:url(http://spy.example/2.gif)">end</div>',
        subtype="html",
    )
    letter.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<photo>", filename="../../photo.png")
    mail = read_mail(letter.as_bytes())
    for bad in ("script", "onclick", "javascript", "spy.example", "iframe", "form", "style", "steal"):
        assert bad not in mail.html
    assert 'src="cid:photo"' in mail.html
    assert 'href="https://good.example"' in mail.html
    assert (mail.remote_images, "remote_images" in mail.faults) == (2, True)
    assert mail.text.splitlines()[0] == "Hello you"
    assert [(one.name, one.content_id) for one in mail.files] == [("_.._photo.png", "photo")]


@pytest.mark.parametrize(
    "quoted",
    [
        "On Mon, 3 Nov 2025 at 10:00, Desk <desk@example.org> wrote:\n> old",
        "On Mon, 3 Nov 2025 at 10:00, Desk\n<desk@example.org> wrote:\n> old",
        "เมื่อ วันจันทร์ที่ 3 พ.ย. 2025 Desk <desk@example.org> เขียนว่า:\n> old",
        "Desk <desk@example.org> 于2025年11月3日周一 10:00写道：\n> old",
        "Desk <desk@example.org> 於 2025年11月3日 週一 上午10:00寫道：\n> old",
        "-----Original Message-----\nFrom: Desk\nold",
        "------------------ 原始邮件 ------------------\n发件人: Desk\nold",
        "From: Desk\nSent: Monday\nTo: Anan\nSubject: Kettle\n\nold",
        "寄件者: Desk\n日期: 2025\n收件者: Anan\n主旨: x\n\nold",
        "> old\n> older",
        "-- \nAnan\nTel. 0812345678",
    ],
)
def test_what_is_quoted_is_not_new(quoted: str) -> None:
    assert new_text(f"Thank you.\n\nIt works - mostly.\n\n{quoted}") == "Thank you.\n\nIt works - mostly."


@pytest.mark.parametrize(
    "text", ["> only quoted", "From: the beginning it leaked.\nSecond line.", "--\n\nA > b\n> c\nand on"]
)
def test_what_only_looks_quoted_stays(text: str) -> None:
    assert new_text(text) == text


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("Auto-Submitted: auto-replied\r\n", "reply"), ("X-Autoreply: yes\r\n", "reply"), ("Precedence: bulk\r\n", "list"),
        ("List-Id: <x.y>\r\n", "list"), ("Return-Path: <>\r\n", "reply"), ("Subject: 自动回复: x\r\n", "reply"),
        ("Auto-Submitted: no\r\n", ""), ("Auto-Submitted: auto-generated\r\n", "generated"), ("", ""),
    ],
)  # fmt: skip
def test_machines(head: str, kind: str) -> None:
    assert read_mail(plain(b"x", more=head)).automatic == kind


def test_a_report_of_a_mail_that_came_back() -> None:
    mail = read_mail(bounce_of("ours@example.org", "who@customer.example"))
    assert mail.bounce is not None
    assert mail.bounce.message_ids[0] == "ours@example.org"
    assert mail.bounce.failed == (("who@customer.example", "550 no such user"),)


def test_what_repeats_without_end_takes_no_longer_for_it() -> None:
    """Each of these took minutes to hours while a part of it was looked at again from each of its signs."""
    assert new_text("> a\n" * 120_000 + "b\n" + "> c\n") == ("> a\n" * 120_000 + "b").strip()
    assert len(new_text(("-" * 390 + "\n") * 1_000)) == 390_999
    deep = b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n" + b"<div>" * 300_000 + b"Hello &amp; <b>you</b>"
    mail = read_mail(deep)
    assert (mail.html, mail.text.split(), mail.faults) == ("", ["Hello", "&", "you"], ("nested_too_deep",))
    beside = b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n" + b"<div><p>x</div>" * 5_000
    assert read_mail(beside).faults == ()
    told = "x" + "\n" * 90_000 + "Message-ID: <ours@example.org>"
    assert read_bounce(EmailMessage(), told).message_ids == ("ours@example.org",)
    assert read_mail(b"From: <" + b"@" * 19_000 + b"\r\n\r\nx").text == "x"


def test_hostile_shapes() -> None:
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (one, one) for one in range(400))
    assert "nested_too_deep" in read_mail(b"From: a@b.example\r\n" + deep).faults
    many = b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 5000
    assert "too_many_parts" in read_mail(many).faults
    assert read_mail(b"").message_id.endswith("@without-id.invalid")
    assert (
        read_mail(plain(b"!!!not base64", more="Content-Transfer-Encoding: base64\r\n")).sender.address == "a@b.example"
    )
    assert read_mail(plain(b"x" * 700_000)).faults == ("text_cut",)
    assert read_mail(b"From: a@b.example\r\nSubject: a\x00b\r\n\r\nc\x00d").text == "cd"
    assert len(read_mail(b"To: " + b"a@b.example, " * 5000 + b"\r\n\r\nx").to) <= 200


def test_an_archive_is_not_opened() -> None:
    letter = EmailMessage()
    letter["From"] = "a@b.example"
    letter.set_content("See the file.")
    bomb = b"PK\x03\x04" + b"\x00" * 100
    letter.add_attachment(bomb, maintype="application", subtype="zip", filename="รายการ.zip")
    mail = read_mail(letter.as_bytes())
    assert [(one.name, one.data) for one in mail.files] == [("รายการ.zip", bomb)]


def test_damaged_bytes_never_raise() -> None:
    """A thousand mails with bytes changed, cut out and put in: the seed makes a failure repeatable."""
    whole = EmailMessage()
    whole["From"], whole["Subject"], whole["Date"] = "ก <a@b.example>", HANT, "Mon, 3 Nov 2025 10:00:00 +0700"
    whole.set_content(THAI)
    whole.add_alternative(f"<p>{HANS}</p>", subtype="html")
    whole.add_attachment(b"12345" * 50, maintype="application", subtype="pdf", filename="a.pdf")
    seeds = [whole.as_bytes(), bounce_of("x@y.example", "a@b.example"), plain(HANT.encode("big5"), "big5")]
    for seed in range(1000):
        chance = random.Random(seed)
        data = bytearray(seeds[seed % 3])
        for _ in range(chance.randint(1, 30)):
            place = chance.randrange(len(data))
            what = chance.random()
            if what < 0.6:
                data[place] = chance.randrange(256)
            elif what < 0.8:
                del data[place : place + chance.randint(1, 20)]
            else:
                data[place:place] = chance.randbytes(chance.randint(1, 20))
            if not data:
                data = bytearray(b"x")
        mail = read_mail(bytes(data))
        assert "\x00" not in mail.text + mail.subject + mail.html + mail.sender.address
