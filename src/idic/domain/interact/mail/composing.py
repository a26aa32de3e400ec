"""From a message of a case to the bytes that go out: the same each time, for its Message-ID and time are fixed before."""

from __future__ import annotations

from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from django.conf import settings
from django.utils.html import escape, linebreaks, urlize

from idic.domain.interact.cases.models import Message
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.mail.models import Mailbox, OutgoingMail
from idic.domain.interact.mail.tokens import mark, without_mark
from idic.foundation.files.storage import local_path
from idic.foundation.texts import one_line

_MOST_REFERENCES = 12
_POLICY = policy.SMTP.clone(max_line_length=200)


def composed(mail: OutgoingMail) -> bytes:
    message, box = mail.message, mail.mailbox
    case = message.case
    found = EmailMessage(policy=_POLICY)
    local, _at, domain = box.address.rpartition("@")
    found["From"] = Address(_one_line(box.name), local, domain)
    recipients = list(mail.recipients.order_by("pk"))
    found["To"] = ", ".join(one.address for one in recipients if not one.is_copy)
    copies = [one.address for one in recipients if one.is_copy]
    if copies:
        found["Cc"] = ", ".join(copies)
    is_fax = message.mode == AccessMode.FAX
    found["Subject"] = f"{f'Fax {message.pk}' if is_fax else _subject(message)} {mark(case.pk)}"
    found["Date"] = format_datetime(message.at)
    found["Message-ID"] = f"<{mail.header_id}>"
    chain = [] if is_fax else _chain(message)
    nearest = _id_of(message.in_reply_to) or (chain[-1] if chain else "")
    if nearest:
        found["In-Reply-To"] = f"<{nearest}>"
        found["References"] = " ".join(f"<{one}>" for one in dict.fromkeys([*chain, nearest]))
    if mail.is_receipt:
        found["Auto-Submitted"] = "auto-replied"
        found["X-Auto-Response-Suppress"] = "All"
    if is_fax:
        # the paper says it all, and was made last; a gateway would put words of the mail on a page of their own
        found.set_content("")
    else:
        text = _with_signature(message.text, box, case.language)
        found.set_content(text, cte="base64")
        found.add_alternative(_html(text), subtype="html", cte="base64")
    for file in message.files.order_by("-pk" if is_fax else "pk"):
        if file.refused:
            continue
        kind, _slash, subkind = (file.media_type or "application/octet-stream").partition("/")
        found.add_attachment(
            local_path(file.path).read_bytes(), maintype=kind or "application", subtype=subkind or "octet-stream",
            filename=_one_line(file.name),
        )  # fmt: skip
    return found.as_bytes()


def _subject(message: Message) -> str:
    subject = without_mark(_one_line(message.subject or message.case.title))[:200]
    return subject if subject[:3].lower() == "re:" else f"Re: {subject}"


def _chain(message: Message) -> list[str]:
    """What was said before, as the mails were called, the oldest first."""
    earlier = message.case.messages.filter(pk__lt=message.pk).order_by("-pk").select_related("outgoing")
    found = []
    for one in earlier[:_MOST_REFERENCES]:
        outgoing: OutgoingMail | None = getattr(one, "outgoing", None)
        name = outgoing.header_id if outgoing else _id_of(one.external_id) if one.source == "mail" else ""
        if name:
            found.append(name)
    return found[::-1]


def _id_of(external_id: str) -> str:
    """Without what tells two mails of one name apart; nothing for one that was never a header."""
    name = external_id.partition("#")[0]
    is_plain = name.isascii() and not set(name) & set("<> \t\r\n")
    return "" if name.endswith("@without-id.invalid") or not is_plain or len(name) > 400 else name


def _with_signature(text: str, box: Mailbox, language: str) -> str:
    texts: dict[str, str] = box.signatures
    signature = texts.get(language) or texts.get(settings.LANGUAGE_CODE) or next(iter(texts.values()), "")
    return f"{text}\n\n-- \n{signature}\n" if signature else f"{text}\n"


def _html(text: str) -> str:
    body = linebreaks(urlize(escape(text), autoescape=False))
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>\n'


def _one_line(text: str) -> str:
    return one_line("".join(sign if sign.isprintable() else " " for sign in text))
