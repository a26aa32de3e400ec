"""Mails as they come from outside."""

from __future__ import annotations

from email.utils import format_datetime, make_msgid

from django.utils import timezone

THAI = "กาต้มน้ำรั่ว ขอเปลี่ยนสินค้าด้วยครับ"
THAI_SUBJECT = "ขอเปลี่ยนกาต้มน้ำ"


def letter(
    text: str = "The kettle leaks, please help me.", *, sender: str = "Anan <anan@customer.example>", subject: str = "Kettle",
    charset: str = "utf-8", message_id: str = "", more: tuple[str, ...] = (), to: str = "desk@example.org",
) -> bytes:  # fmt: skip
    head = [
        f"From: {sender}", f"To: {to}", f"Date: {format_datetime(timezone.now())}",
        f"Message-ID: {message_id or make_msgid(domain='customer.example')}", f"Content-Type: text/plain; charset={charset}",
        "Content-Transfer-Encoding: 8bit", *more,
    ]  # fmt: skip
    codec = {"tis-620": "cp874"}.get(charset, charset)
    return "\r\n".join(head).encode() + b"\r\nSubject: " + subject.encode(codec) + b"\r\n\r\n" + text.encode(codec)


def bounce_of(message_id: str, address: str) -> bytes:
    return f"""From: MAILER-DAEMON@mx.example
To: desk@example.org
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce-{abs(hash(message_id))}@mx.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver it.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 no such user
--b
Content-Type: text/rfc822-headers

Message-ID: <{message_id}>
Subject: Re: Kettle
--b--
""".replace("\n", "\r\n").encode()
