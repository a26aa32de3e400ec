"""What a telephone system tells must be signed, and signed just now."""

from __future__ import annotations

from datetime import datetime, timedelta

from idic.domain.interact.telephony.enums import Refusal
from idic.domain.interact.telephony.errors import EventRefused
from idic.foundation.sealing.signature import holds

#: Older or younger than this, a message is a repetition by somebody who listened, or a clock is wrong.
WINDOW = timedelta(minutes=5)


def check(secret: str, *, stamp: str, signed: str, body: bytes, now: datetime) -> None:
    """Raises EventRefused. `stamp` are seconds since 1970."""
    if not secret or not signed or not (stamp.isascii() and stamp.isdecimal() and len(stamp) < 12):
        raise EventRefused(Refusal.UNSIGNED)
    if not holds(secret, stamp, body, signed.strip().lower()):
        raise EventRefused(Refusal.FORGED)
    if abs(now.timestamp() - int(stamp)) > WINDOW.total_seconds():
        raise EventRefused(Refusal.LATE)
