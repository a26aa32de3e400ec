"""HMAC-SHA256 over the time, a full stop and the body, as other systems and we sign what we send one another."""

from __future__ import annotations

import hashlib
import hmac


def signature(secret: str, timestamp: str, body: bytes) -> str:
    said = hmac.digest(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
    return f"sha256={said.hex()}"


def holds(secret: str, timestamp: str, body: bytes, given: str) -> bool:
    return bool(secret) and hmac.compare_digest(signature(secret, timestamp, body).encode(), given.encode())
