"""The mark by which an answer finds its case: the number alone could be written by anybody, so it is signed."""

from __future__ import annotations

import hashlib
import hmac
import re

from django.conf import settings

from idic.foundation.texts import one_line

_MARK = re.compile(r"\[#(\d{1,18})-([0-9a-z]{10})\]")


def mark(case_id: int) -> str:
    return f"[#{case_id}-{_signature(case_id)}]"


def marked_case(*texts: str) -> int | None:
    """The first mark whose signature holds."""
    for text in texts:
        for number, signature in _MARK.findall(text):
            if hmac.compare_digest(signature, _signature(int(number))):
                return int(number)
    return None


def without_mark(text: str) -> str:
    return one_line(_MARK.sub(" ", text))


def _signature(case_id: int) -> str:
    found = hmac.digest(settings.SECRET_KEY.encode(), f"idic mail case {case_id}".encode(), hashlib.sha256)
    return found.hex()[:10]
