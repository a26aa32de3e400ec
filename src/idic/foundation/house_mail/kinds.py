"""The mails that the house writes: each room says how one of its kind is put together, at the moment when it is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from idic.foundation.house_mail.models import HouseMail


@dataclass(frozen=True)
class MailKind:
    """`compose`: None where nobody needs it any more; raises TooLate. What it writes is kept, whether the mail goes or not.
    One that is not `repeatable` is asked for anew by whoever misses it."""

    code: str
    label: str | _StrPromise
    compose: Callable[[HouseMail], EmailMessage | None]
    is_repeatable: bool = True


_kinds: dict[str, MailKind] = {}


def declare_mail(kind: MailKind) -> None:
    """Called by each room when it starts; the same again changes nothing."""
    _kinds[kind.code] = kind


def kind_of(mail: HouseMail) -> MailKind:
    return _kinds[mail.kind]


def kind_or_none(mail: HouseMail) -> MailKind | None:
    return _kinds.get(mail.kind)


def label_of(code: str) -> str:
    return str(_kinds[code].label) if code in _kinds else code
