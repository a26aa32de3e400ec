"""The rules that an installation starts with are kept in English; whoever reads them reads their own language."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop

_FIRST = frozenset({
    gettext_noop("Prospects without any contact"), gettext_noop("Common practice; check"),
    gettext_noop("Accounting documents (Thailand)"), gettext_noop("Accounting Act B.E. 2543 s.14: at least 5 years"),
    gettext_noop("Accounting vouchers (China)"), gettext_noop("Rules on accounting archives: 30 years"),
    gettext_noop("E-commerce transaction records (China)"),
    gettext_noop("E-Commerce Law Art. 31: at least 3 years"),
    gettext_noop("Letters and messages sent"), gettext_noop("Limitation period; check"),
    gettext_noop("Who looked at whom"), gettext_noop("Access log; check"),
    gettext_noop("Consents that are used no more"), gettext_noop("As long as used, and the limitation period"),
})  # fmt: skip


def in_words(text: str) -> str:
    """What somebody wrote themselves stays as written."""
    return gettext(text) if text in _FIRST else text
