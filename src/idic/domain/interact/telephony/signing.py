"""The signature of a message between IDIC and a telephone system: HMAC-SHA256 over time, a full stop and the body."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from idic.domain.interact.telephony.enums import Refusal
from idic.domain.interact.telephony.errors import EventRefused

#: Older or younger than this, a message is a repetition by somebody who listened, or a clock is wrong.
WINDOW = timedelta(minutes=5)
_MARK = "sha256="


def signature(secret: str, stamp: str, body: bytes) -> str:
    return _MARK + hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def check(secret: str, *, stamp: str, signed: str, body: bytes, now: datetime) -> None:
    """Raises EventRefused. `stamp` are seconds since 1970."""
    if not secret or not signed or not (stamp.isascii() and stamp.isdecimal() and len(stamp) < 12):
        raise EventRefused(Refusal.UNSIGNED)
    if not hmac.compare_digest(signature(secret, stamp, body).encode(), signed.strip().lower().encode()):
        raise EventRefused(Refusal.FORGED)
    if abs(now.timestamp() - int(stamp)) > WINDOW.total_seconds():
        raise EventRefused(Refusal.LATE)
