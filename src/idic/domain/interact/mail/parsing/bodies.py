"""The parts of a mail: text, HTML, files. Files are taken as they are; what is packed in them stays packed."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message

from idic.domain.interact.mail.parsing.charsets import to_text
from idic.domain.interact.mail.parsing.headers import decoded, words
from idic.domain.interact.mail.parsing.parsed import MailFile

MOST_PARTS = 200
DEEPEST = 12
MOST_FILES = 50
MOST_BYTES = 40 * 1024 * 1024
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,40})", re.I)
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f/\\:\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")


@dataclass
class Bodies:
    text: str = ""
    html: str = ""
    files: list[MailFile] = field(default_factory=list)


def bodies_of(message: Message, faults: list[str]) -> Bodies:
    found = Bodies()
    size = 0
    for number, (part, in_alternative) in enumerate(_leaves(message, faults)):
        if number >= MOST_PARTS:
            faults.append("too_many_parts")
            break
        data = _bytes(part, faults)
        name = _name(part)
        kind = part.get_content_type()
        shown = part.get_content_disposition() != "attachment" and not name
        if shown and kind == "text/plain" and (not found.text or not in_alternative):
            found.text = f"{found.text}\n\n{_text(part, data, faults)}".strip()
        elif shown and kind == "text/html" and (not found.html or not in_alternative):
            found.html = f"{found.html}\n{_text(part, data, faults)}".strip()
        elif not shown or kind not in ("text/plain", "text/html", "message/delivery-status", "text/rfc822-headers"):
            size += len(data)
            if len(found.files) >= MOST_FILES or size > MOST_BYTES:
                faults.append("too_many_files")
                continue
            found.files.append(MailFile(name or _unnamed(kind, len(found.files)), kind[:100], data, _content_id(part)))
    return found


def _leaves(message: Message, faults: list[str]) -> Iterator[tuple[Message, bool]]:
    """A forwarded mail is a file: its parts are not ours."""
    waiting: list[tuple[Message, int, bool]] = [(message, 0, False)]
    while waiting:
        part, depth, in_alternative = waiting.pop()
        payload = part.get_payload()
        if part.get_content_type() in ("message/rfc822", "message/delivery-status") or not isinstance(payload, list):
            yield part, in_alternative
        elif depth >= DEEPEST:
            faults.append("nested_too_deep")
        else:
            below = in_alternative or part.get_content_type() == "multipart/alternative"
            waiting += [(one, depth + 1, below) for one in reversed(payload) if isinstance(one, Message)]


def _bytes(part: Message, faults: list[str]) -> bytes:
    payload = part.get_payload()
    try:
        if isinstance(payload, list):
            return b"\n".join(one.as_bytes() for one in payload if isinstance(one, Message))
        found = part.get_payload(decode=True)
    except Exception:  # RecursionError among them, for a mail in a mail in a mail
        faults.append("encoding_broken")
        return b"" if isinstance(payload, list) else str(payload).encode("utf-8", "surrogateescape")
    if part.defects:
        faults.append("malformed")
    return found if isinstance(found, bytes) else b""


def _text(part: Message, data: bytes, faults: list[str]) -> str:
    label = str(part.get_content_charset("") or "")
    if not label and part.get_content_type() == "text/html" and (meta := _META.search(data[:4000])):
        label = meta.group(1).decode("ascii", "replace")
    found, held = to_text(data, label)
    if not held:
        faults.append("charset_wrong")
    return found


def _name(part: Message) -> str:
    try:
        told = part.get_param("filename", None, "content-disposition") or part.get_param("name", "")
    except Exception:
        return ""
    if isinstance(told, tuple):  # as RFC 2231 has it: the set, the language, and each byte as a sign
        set_of, _language, signs = told
        name = to_text(signs.encode("latin-1", "replace"), set_of or "")[0]
    else:
        name = decoded(told or "")
    return _NOT_IN_NAMES.sub("_", name).strip(" .")[:200]


def _unnamed(kind: str, number: int) -> str:
    suffix = ".eml" if kind == "message/rfc822" else mimetypes.guess_extension(kind) or ".bin"
    return f"part-{number + 1}{suffix}"


def _content_id(part: Message) -> str:
    return words(part, "Content-ID").strip("<>")[:200]
