"""A keyed hash of an address, by which a list knows whom to leave out without holding the address.

HMAC-SHA256 (RFC 2104) over purpose, channel and address, and over the folded name where several people hold the address.
The parts are joined by a byte that stands in none of them.
"""

from __future__ import annotations

import hashlib
import hmac

_BLOCK = 64
_APART = "\x1f"


def address_digest(key: bytes, *, purpose: str, channel: str, address: str, name: str = "") -> bytes:
    """32 bytes. `address` as normalised (E.164, folded e-mail); `name` folded for comparison."""
    message = _APART.join((purpose, channel, address, name)).encode()
    return hmac.new(key, message, hashlib.sha256).digest()


def pads(key: bytes) -> tuple[bytes, bytes]:
    """The inner and the outer pad: HMAC is sha256(outer || sha256(inner || message)), so a database that knows SHA-256
    computes the same hash."""
    if len(key) > _BLOCK:
        key = hashlib.sha256(key).digest()
    key = key.ljust(_BLOCK, b"\0")
    return bytes(one ^ 0x36 for one in key), bytes(one ^ 0x5C for one in key)
