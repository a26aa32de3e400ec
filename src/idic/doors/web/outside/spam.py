"""Keeping machines out of open forms, without asking anybody else about the visitor.

Each form that is shown carries a stamp: when, for which form, and a number of its own. The browser does some sums on it
(static/outside/work.js), which cost a person nothing and whoever sends thousands a lot. A field that nobody sees catches
those that fill in everything. Where the browser runs no scripts, what was sent is held for a person to look at: a sign
against it is never a reason to lose it.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.core import signing
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

#: Names of the fields in a form; the trap is called what machines like to fill in.
STAMP, WORK, TRAP = "stamp", "work", "homepage"
#: Leading zero bits: some ten thousand sums, a fraction of a second in a telephone.
BITS = 15
FASTEST = timedelta(seconds=3)
LONGEST = timedelta(hours=6)
_SALT = "idic.outside.stamp"


class Finding(Enum):
    FINE = "fine"
    #: To be asked again: what was typed stands in the form.
    TOO_FAST = "too_fast"
    TOO_OLD = "too_old"
    BROKEN = "broken"
    #: Kept, and held for a person to look at.
    TRAPPED = "trapped"
    NO_WORK = "no_work"


ASK_AGAIN = frozenset({Finding.TOO_FAST, Finding.TOO_OLD, Finding.BROKEN})
HELD = frozenset({Finding.TRAPPED, Finding.NO_WORK})


@dataclass(frozen=True)
class Looked:
    """`number` is the stamp's own: what is sent twice under it is one and the same."""

    finding: Finding
    number: str = ""

    @property
    def sentence(self) -> str:
        """For the visitor, where they are asked again."""
        if self.finding is Finding.TOO_FAST:
            return _("That was very quick. Look at what you wrote once more, then send it again.")
        if self.finding is Finding.TOO_OLD:
            return _("This page was open for a long time. What you wrote is still here: send it again.")
        return _("Something was lost on the way. What you wrote is still here: send it again.")


def new_stamp(what: str, *, at: datetime | None = None) -> str:
    """`what` names the form, so that a stamp of one is none of another."""
    moment = at or timezone.now()
    return signing.dumps([what, secrets.token_hex(8), int(moment.timestamp() * 1000)], salt=_SALT)


def stamp_fields(what: str, posted: QueryDict | None = None) -> dict[str, Any]:
    """For outside/_spam.html. Whoever was too quick keeps their stamp, so that the next try is not too quick again."""
    kept = posted.get(STAMP, "") if posted is not None and looked_at(posted, what).finding is Finding.TOO_FAST else ""
    return {"stamp": kept or new_stamp(what), "bits": BITS, "stamp_name": STAMP, "work_name": WORK, "trap_name": TRAP}


def looked_at(posted: QueryDict, what: str) -> Looked:
    stamp = posted.get(STAMP, "")
    try:
        named, number, millis = signing.loads(stamp, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return Looked(Finding.BROKEN)
    if named != what:
        return Looked(Finding.BROKEN)
    age = timezone.now().timestamp() - millis / 1000
    if age > LONGEST.total_seconds():
        return Looked(Finding.TOO_OLD, number)
    if posted.get(TRAP, ""):
        return Looked(Finding.TRAPPED, number)
    if age < FASTEST.total_seconds():
        return Looked(Finding.TOO_FAST, number)
    return Looked(Finding.FINE if is_worked(stamp, posted.get(WORK, "")) else Finding.NO_WORK, number)


def is_worked(stamp: str, work: str) -> bool:
    if not work.isascii() or not work.isdecimal() or len(work) > 12:
        return False
    digest = hashlib.sha256(f"{stamp}:{work}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - BITS) == 0
