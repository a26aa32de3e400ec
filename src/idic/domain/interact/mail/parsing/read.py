from __future__ import annotations

import hashlib
import logging
import re
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import Compat32

from idic.domain.interact.mail.parsing.automatic import BOUNCE, automatic
from idic.domain.interact.mail.parsing.bodies import Bodies, bodies_of
from idic.domain.interact.mail.parsing.bounces import bounce_of
from idic.domain.interact.mail.parsing.charsets import to_text
from idic.domain.interact.mail.parsing.cleaning import LONGEST, cleaned, text_of
from idic.domain.interact.mail.parsing.headers import LONGEST_HEADER, addresses, ids, moment, words
from idic.domain.interact.mail.parsing.language import language_guess
from idic.domain.interact.mail.parsing.nesting import bare_words, is_too_deep
from idic.domain.interact.mail.parsing.parsed import Address, ParsedMail
from idic.domain.interact.mail.parsing.quoting import new_text

logger = logging.getLogger(__name__)


class _AsItStands(Compat32):
    """Bytes that are no ASCII stay what they are, where the library puts question marks; and of a header without end it
    looks through no more than a beginning, which it does again from each of its signs."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return value[:LONGEST_HEADER]


_POLICY = _AsItStands()
_MOST_TEXT = 500_000
_FORGED = re.compile(r"\bdmarc\s*=\s*fail\b", re.I)
# A header of folded lines without end, or a forest of boundaries, is read as far as its head alone.
_MOST_BOUNDARIES = 2000


def read_mail(data: bytes) -> ParsedMail:
    faults: list[str] = []
    message = _message(data, faults)
    try:
        bodies = bodies_of(message, faults)
    except Exception:  # a mail that breaks the library is still a mail
        logger.exception("a mail could not be taken apart")
        faults.append("parts_unreadable")
        bodies = Bodies(text=to_text(data[:100_000])[0])
    return _put_together(data, message, bodies, faults)


def _put_together(data: bytes, message: Message, bodies: Bodies, faults: list[str]) -> ParsedMail:
    html, remote, text = "", 0, bodies.text
    if bodies.html:
        source = bodies.html[:LONGEST]
        fault = "html_too_long" if len(bodies.html) > LONGEST else "nested_too_deep" if is_too_deep(source) else ""
        if fault:
            faults.append(fault)
        else:
            html, remote = cleaned(source)
        text = text or (bare_words(source) if fault == "nested_too_deep" else text_of(source))
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > _MOST_TEXT:
        faults.append("text_cut")
        text = text[:_MOST_TEXT]
    authors = addresses(message, "From")
    senders = authors or addresses(message, "Sender") or addresses(message, "Reply-To")
    sender = senders[0] if senders else Address(words(message, "From")[:300], "")
    subject = words(message, "Subject")[:500]
    own_id = ids(message, "Message-ID")
    machine = automatic(message, sender.address, subject)
    mine = new_text(text)
    if remote:
        faults.append("remote_images")
    return ParsedMail(
        message_id=own_id[0] if own_id else f"{hashlib.sha256(data).hexdigest()}@without-id.invalid",
        in_reply_to=next(iter(ids(message, "In-Reply-To")), ""), references=ids(message, "References"), sender=sender,
        to=addresses(message, "To") + addresses(message, "Delivered-To"), cc=addresses(message, "Cc"),
        date=moment(message), subject=subject, text=text, new_text=mine, html=html, files=tuple(bodies.files),
        automatic=machine, bounce=bounce_of(message, text) if machine == BOUNCE else None,
        list_unsubscribe=words(message, "List-Unsubscribe")[:500], language=language_guess(f"{subject}\n{mine}"),
        # of several authors, or none, servers have looked at another one than we would
        is_forged=len(authors) != 1 or bool(_FORGED.search(words(message, "Authentication-Results"))), remote_images=remote,
        faults=tuple(dict.fromkeys(faults)),
    )  # fmt: skip


def _message(data: bytes, faults: list[str]) -> Message:
    try:
        if data.count(b"\n--") > _MOST_BOUNDARIES and data.lower().count(b"boundary=") > 100:
            faults.append("too_many_parts")
            return BytesHeaderParser(policy=_POLICY).parsebytes(data[:1_000_000])
        return BytesParser(policy=_POLICY).parsebytes(data)
    except Exception:  # RecursionError among them
        logger.exception("a mail could not be read")
        faults.append("unreadable")
        return BytesHeaderParser(policy=_POLICY).parsebytes(data.split(b"\n\n", 1)[0][:100_000] + b"\n\n")
