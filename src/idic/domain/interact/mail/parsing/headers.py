"""Single headers, read from what stands there and not from what should."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from idic.domain.interact.mail.parsing.charsets import to_text
from idic.domain.interact.mail.parsing.parsed import Address

_MESSAGE_ID = re.compile(r"<([^<>\s]{1,480})>")
# Bounded, or a header of nothing but such signs would keep the reader busy for seconds.
_ANGLED = re.compile(r"<([^<>\s]{1,200}@[^<>\s@]{1,253})>\s{0,80}(?:\([^()]{0,500}\))?\s{0,80};?\s{0,80}$")
# Encoded words one behind the other: the space between them is none.
_WORDS = re.compile(r"(=\?[^?\s]{1,80}\?[bq]\?[^?]*\?=(?:\s+=\?[^?\s]{1,80}\?[bq]\?[^?]*\?=)*)", re.I)
_AS_BYTES = re.compile(r"[^\x00-\x7f](?:[^=\r\n]*[^\x00-\x7f])?")
_MOST_ADDRESSES = 200
_MOST_IDS = 50
#: Of one header so much is read.
LONGEST_HEADER = 20_000


def words(message: Message, name: str) -> str:
    """Decoded, on one line, without signs that no header has."""
    raw = _raw(message, name)
    return " ".join(decoded(raw[0]).split()) if raw else ""


def decoded(raw: str) -> str:
    text = raw[:LONGEST_HEADER]
    data = text.encode("utf-8", "surrogateescape")
    if not data.isascii():
        if "=?" not in text:
            return to_text(data)[0].replace("\x00", "")
        # what was put in words of ASCII and what was not stand side by side
        text = _AS_BYTES.sub(lambda found: to_text(found.group().encode("utf-8", "surrogateescape"))[0], text)
        return "".join(_worded(one) if one.startswith("=?") else one for one in _WORDS.split(text)).replace("\x00", "")
    return _worded(text).replace("\x00", "")


def _worded(text: str) -> str:
    try:
        parts = decode_header(text)
    except Exception:
        return text.encode("utf-8", "replace").decode()
    found = []
    for part, charset in _joined(parts):
        found.append(part if isinstance(part, str) else to_text(part, charset or "")[0])
    return "".join(found)


def addresses(message: Message, name: str) -> tuple[Address, ...]:
    """Names are decoded after the list was cut: a name may hold a comma or a foreign address. Of one sender, what stands
    in angle brackets is the address, whatever stands before."""
    raw = [one[:LONGEST_HEADER] for one in _raw(message, name)]
    try:
        pairs = getaddresses(raw)[:_MOST_ADDRESSES]
    except Exception:  # the library raises what it likes on broken headers
        pairs = []
    if len(raw) == 1 and raw[0].count("<") == 1 and (inner := _ANGLED.search(raw[0])):
        pairs = [(raw[0][: inner.start()].strip().strip('"'), inner.group(1))]
    found: dict[str, Address] = {}
    for shown, address in pairs:
        mail = decoded(address).strip().strip("<>").lower()
        if "@" in mail and len(mail) <= 254 and not re.search(r"\s", mail):
            found.setdefault(mail, Address(" ".join(decoded(shown).split())[:300], mail))
    return tuple(found.values())


def ids(message: Message, name: str) -> tuple[str, ...]:
    """Of Message-ID, In-Reply-To and References, without their brackets."""
    text = words(message, name)
    found = _MESSAGE_ID.findall(text)
    if not found and text and " " not in text and "@" in text:
        found = [text[:480]]
    return tuple(dict.fromkeys(found))[-_MOST_IDS:]


def moment(message: Message) -> datetime | None:
    try:
        found = parsedate_to_datetime(words(message, "Date"))
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _raw(message: Message, name: str) -> list[str]:
    """Bytes that are no ASCII stand in them as surrogates: the library would put question marks in their place."""
    wanted = name.lower()
    return [str(value) for key, value in message.raw_items() if key.lower() == wanted]


def _joined(parts: list[tuple[bytes | str, str | None]]) -> list[tuple[bytes | str, str | None]]:
    """Neighbours of one set are one text: some programs cut a letter of two bytes in half."""
    found: list[tuple[bytes | str, str | None]] = []
    for part, charset in parts:
        if found and isinstance(part, bytes) and isinstance(found[-1][0], bytes) and found[-1][1] == charset:
            found[-1] = (found[-1][0] + part, charset)
        else:
            found.append((part, charset))
    return found
