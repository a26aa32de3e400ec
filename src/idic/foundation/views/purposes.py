"""Whom a purpose may use is known to a room above: it registers its check here, and every export asks it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from idic.foundation.views.enums import Purpose

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

    from idic.foundation.accounts.models import User

#: Before a list could be asked for one channel; what was exported then still says so.
FORMER = frozenset({Purpose.MARKETING.value})


@dataclass(frozen=True)
class Narrowed:
    """`rows` are those that the purpose may use; `reasons` counts the others by code; `sentence` tells of them in words."""

    rows: QuerySet[Any]
    reasons: Mapping[str, int] = field(default_factory=dict)
    sentence: str = ""

    @property
    def excluded(self) -> int:
        return sum(self.reasons.values())


#: (rows, purpose, user) -> Narrowed. Raises NotAllowed where the user's role does not hold the purpose.
Check = Callable[["QuerySet[Any]", str, "User"], Narrowed]

_checks: dict[str, Check] = {}


def register_purpose_check(noun: str, check: Check) -> None:
    _checks[noun] = check


def narrowed_to_purpose(noun: str, rows: QuerySet[Any], purpose: str, user: User) -> Narrowed:
    """A noun that no room checks holds nobody's data, and is left as it is."""
    check = _checks.get(noun)
    return check(rows, purpose, user) if check is not None else Narrowed(rows)


def offered_purposes() -> list[tuple[str, str | _StrPromise]]:
    return [(code, label) for code, label in Purpose.choices if code not in FORMER]
