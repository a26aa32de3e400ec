"""RFC 6238 written from its text, so that no code of the product checks itself."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time


def code_at(secret: bytes, moment: float, digits: int = 6) -> str:
    digest = hmac.new(secret, int(moment // 30).to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[19] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def code_now(key: str, shift: int = 0) -> str:
    """Of a key as an authenticator app reads it; `shift` counts half minutes."""
    letters = key.replace(" ", "")
    return code_at(base64.b32decode(letters), time.time() + 30 * shift)
