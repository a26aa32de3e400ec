"""A programme, its rule and a line of the ledger in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from idic.domain.customize.loyalty.enums import EntryKind
from idic.domain.customize.loyalty.models import Entry, Programme, Rule
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.languages import formats

KIND_ICONS: dict[str, str] = {
    EntryKind.ISSUE: "receipt", EntryKind.REDEEM: "ticket", EntryKind.EXPIRE: "hourglass", EntryKind.REVERSE: "receipt-refund",
    EntryKind.ADJUST: "pencil", EntryKind.TRANSFER: "git-merge",
}  # fmt: skip


def points_words(points: int, unit: str) -> str:
    return _("%(points)s %(unit)s") % {"points": formats.number(points), "unit": unit}


def signed_words(points: int) -> str:
    return f"+{formats.number(points)}" if points > 0 else formats.number(points)


def rate_words(programme: Programme, rule: Rule) -> str:
    return _("%(unit)s: %(points)s for each %(amount)s") % {
        "unit": programme.unit,
        "points": formats.number(rule.points),
        "amount": formats.money(rule.per, settings.CONFIGURATION.currency),
    }


def life_words(rule: Rule) -> str:
    if rule.months is None:
        return _("They never expire")
    told = ngettext(
        "Until the end of the month one month later", "Until the end of the month %(months)s months later", rule.months
    )
    return told % {"months": formats.number(rule.months)}


def state_words(programme: Programme) -> tuple[str, Tone, str]:
    if programme.is_archived:
        return _("Archived"), "neutral", "archive"
    return (_("On"), "success", "circle-check") if programme.is_on else (_("Off"), "neutral", "")


@dataclass(frozen=True)
class Said:
    """A line of the ledger as it is shown. A reason that somebody wrote down stands beside it, for staff alone."""

    entry: Entry
    words: str
    icon: str
    points: str


def said(entry: Entry) -> Said:
    """Of a row of `acts`: `sum` is what all lines of the act make together."""
    points: int = getattr(entry, "sum", entry.points)
    words = {
        EntryKind.ISSUE: _("Earned with a purchase"),
        EntryKind.REDEEM: _("Redeemed"),
        EntryKind.EXPIRE: _("Expired"),
        EntryKind.REVERSE: _("Taken back after a return") if points < 0 else _("Given back after a correction"),
        EntryKind.ADJUST: _("Given by us") if points > 0 else _("Taken off by us"),
        EntryKind.TRANSFER: _("Set against points that were owed"),
    }[EntryKind(entry.kind)]
    return Said(entry, words, KIND_ICONS[entry.kind], signed_words(points))
