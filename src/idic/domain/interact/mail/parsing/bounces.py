"""Which mail came back, and for whom: a report as RFC 3464 has it, or as nearly so as servers write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message

from idic.domain.interact.mail.parsing.headers import ids, words
from idic.domain.interact.mail.parsing.parsed import Bounce

# Bounded: a run of empty lines would be looked through again from each of them.
_ID_IN_TEXT = re.compile(r"^[ \t]{0,80}Message-ID:\s{0,80}<([^<>\s]{1,480})>", re.I | re.M)


def bounce_of(message: Message, text: str) -> Bounce:
    found: list[str] = []
    failed: dict[str, str] = {}
    is_final, told = False, False
    for part in _parts(message):
        if part.get_content_type() == "message/delivery-status":
            for block in _blocks(part):
                action = words(block, "Action").lower()
                address = words(block, "Final-Recipient") or words(block, "Original-Recipient")
                if not address:
                    continue
                told = True
                if action in ("failed", ""):
                    is_final = True
                    said = words(block, "Diagnostic-Code").partition(";")[2].strip() or words(block, "Status")
                    failed[address.rpartition(";")[2].strip().strip("<>").lower()] = said[:300]
        elif part is not message and words(part, "Message-ID"):
            found += ids(part, "Message-ID")
        elif part.get_content_type() in ("text/rfc822-headers", "message/rfc822-headers"):
            found += _ID_IN_TEXT.findall(str(part.get_payload())[:20_000])
    for address in words(message, "X-Failed-Recipients").split(","):
        if "@" in address:
            failed.setdefault(address.strip().lower(), "")
    found += [*_ID_IN_TEXT.findall(text[:100_000]), *ids(message, "In-Reply-To"), *ids(message, "References")]
    return Bounce(tuple(dict.fromkeys(found)), tuple(failed.items()), is_final or not told)


def _parts(message: Message) -> Iterator[Message]:
    for number, part in enumerate(message.walk()):
        if number > 60:
            return
        yield part


def _blocks(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)][:200] if isinstance(payload, list) else []
