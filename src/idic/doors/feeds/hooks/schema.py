"""What a request says (docs/guides/chat-and-hooks.md), read strictly: what is not understood is refused as a whole."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime
from typing import Any

from django.utils import timezone

from idic.domain.interact.attachments import kept_file
from idic.domain.interact.cases.drafts import FileDraft
from idic.domain.interact.hooks.operations.receiving import Incoming

#: Of a request as it comes, of all its files together, and of their number.
LARGEST = 8 * 1024 * 1024
MOST_FILES = 10
_LONGEST_TEXT = 20_000
_KNOWN = frozenset({"id", "conversation", "sender", "text", "at", "files"})


class Malformed(ValueError):
    """`str()` says which part, in English: its reader writes programs."""


def read(body: bytes) -> Incoming:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Malformed("The body is not JSON in UTF-8.") from error
    if not isinstance(said, dict) or not set(said) <= _KNOWN:
        raise Malformed(f"The body is an object with {', '.join(sorted(_KNOWN))} and nothing else.")
    sender = said.get("sender", {})
    if not isinstance(sender, dict) or not set(sender) <= {"name"}:
        raise Malformed("sender is an object with name.")
    files = said.get("files", [])
    if not isinstance(files, list) or len(files) > MOST_FILES:
        raise Malformed(f"files is a list of at most {MOST_FILES}.")
    text = _text(said, "text", longest=_LONGEST_TEXT, is_needed=not files)
    return Incoming(
        _text(said, "id", longest=200), _text(said, "conversation", longest=200), text,
        name=_text(sender, "name", longest=300, is_needed=False), at=_moment(said.get("at")),
        files=tuple(_file(one) for one in files),
    )  # fmt: skip


def _text(said: dict[str, Any], name: str, *, longest: int, is_needed: bool = True) -> str:
    found = said.get(name, "")
    if not isinstance(found, str) or len(found) > longest or (is_needed and not found.strip()):
        raise Malformed(f"{name} is a text of 1 to {longest} signs.")
    if "\x00" in found or any(0xD800 <= ord(sign) < 0xE000 for sign in found):
        raise Malformed(f"{name} holds signs that are none.")
    return found


def _moment(said: object) -> datetime | None:
    if said is None:
        return None
    try:
        found = datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or not 2000 <= found.year <= 9000:
        raise Malformed("at is a moment like 2026-11-23T09:30:00+07:00.")
    now = timezone.now()
    # a wrong clock: promises do not run from it
    return found if abs((now - found).days) < 14 else now


def _file(said: object) -> FileDraft:
    if not isinstance(said, dict) or not set(said) <= {"name", "type", "data"}:
        raise Malformed("Each file is an object with name, type and data.")
    name = _text(said, "name", longest=200)
    media_type = _text(said, "type", longest=100, is_needed=False)
    try:
        data = base64.b64decode(said.get("data", ""), validate=True)
    except (binascii.Error, TypeError, ValueError) as error:
        raise Malformed("data is base64.") from error
    return kept_file(name, media_type or "application/octet-stream", data)
