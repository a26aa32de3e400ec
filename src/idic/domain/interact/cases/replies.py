"""Placeholders of canned replies: read by the sandbox of the letters, filled with plain texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.cases.models import CannedReply, Case
from idic.foundation.accounts.models import User
from idic.foundation.letters.merging import language_for
from idic.foundation.letters.sandbox import Roots, check, fill

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: What a reply may name, with its words for whoever writes one.
PLACEHOLDERS: Mapping[str, Mapping[str, _StrPromise]] = {
    "customer": {"name": _("Name of the customer")},
    "case": {"number": _("Number of the case"), "title": _("What it is about")},
    "agent": {"name": _("Your name"), "team": _("Your team")},
}
ROOTS: Roots = {root: frozenset(names) for root, names in PLACEHOLDERS.items()}


def check_text(text: str, *, language: str = "") -> None:
    """Raises TemplateRefused."""
    check(text, ROOTS, language=language)


def language_of(case: Case) -> str:
    """The one that was noted for the case, then the customer's, else the house's."""
    return language_for(case.language or (case.customer.language if case.customer else ""))


def filled(reply: CannedReply, case: Case, *, by: User) -> str:
    """In the customer's language where it is written in it, else in the house's, else in the first."""
    texts: Mapping[str, str] = reply.texts
    text = texts.get(language_of(case)) or texts.get(settings.LANGUAGE_CODE) or next(iter(texts.values()), "")
    name = case.customer.name if case.customer else case.contact_name
    return fill(text, {
        "customer": {"name": name},
        "case": {"number": case.number, "title": case.title},
        "agent": {"name": by.display_name, "team": by.team.name if by.team else ""},
    })  # fmt: skip
