"""Comparisons, levels, holds and states in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.linkage.enums import PairState, RunState
from idic.domain.identify.linkage.queries.alike import Alike
from idic.doors.web.shell.parts.signs import Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words = dict[str, "str | _StrPromise"]

COMPARISONS: Words = {
    "name_given": _("Given name"), "name_family": _("Family name"), "name": _("Name"), "birth": _("Birth date"),
    "phone": _("Phone"), "email": _("E-mail"), "identifier": _("Identifier"), "address": _("Address"),
    "postcode": _("Postcode"),
}  # fmt: skip
LEVELS: Words = {
    "exact": _("the same"), "exact_rare": _("the same, and few have it"), "exchanged": _("given and family name exchanged"),
    "nearly_exchanged": _("given and family name exchanged, one with a slip"),
    "other_field": _("stands in the other name's field"),
    "other_number": _("the same street, another number"),
    "jaro_winkler_92": _("one or two letters apart"), "jaro_winkler_80": _("much alike"),
    "jaro_winkler_94": _("one or two letters apart"), "jaro_winkler_88": _("much alike"),
    "same_reading": _("read alike"), "same_sound": _("sound alike"), "one_digit": _("one digit apart"),
    "two_parts": _("two of day, month and year the same"), "same_year": _("the same year"),
    "last_digits": _("the same last digits"), "same_local": _("the same before the @"), "one_sign": _("one sign apart"),
    "two_signs": _("two signs apart"), "words_90": _("nearly all words the same"),
    "words_70": _("most words the same"), "words_50": _("half of the words the same"),
    "words_40": _("some words the same"), "words_25": _("few words the same"), "contained": _("one is part of the other"),
    "words_80_and_number": _("nearly all words and a number the same"),
    "words_50_and_number": _("half of the words and a number the same"),
    "words_30_and_number": _("some words and a number the same"), "else": _("different"), "": _("nothing to compare"),
}  # fmt: skip
HOLDS: Words = {
    "conflict": _("Two different identifiers or birth dates: probably two customers."),
    "other_given_name": _("The given names differ: perhaps relatives."),
    "one_contact_only": _("Nothing agrees but one contact that a household may share."),
}
RULES: Words = {
    "identifier": _("Identifier"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "name": _("Name"),
    "name and birth year": _("Name and birth year"),
    "name and postcode": _("Name and postcode"),
    "sounds and birth month": _("Sound of the name and birth month"),
    "given name and birth date": _("Given name and birth date"),
    "family name and birth date": _("Family name and birth date"),
    "family name and place": _("Family name and place"),
    "words of the name and postcode": _("Words of the name and postcode"),
    "beginning of the name and place": _("Beginning of the name and place"),
}
RUN_TONES: dict[str, Tone] = {
    RunState.QUEUED: "neutral", RunState.RUNNING: "info", RunState.DONE: "success", RunState.FAILED: "danger",
}  # fmt: skip
PAIR_TONES: dict[str, Tone] = {
    PairState.WAITING: "info", PairState.UNSURE: "warning", PairState.MERGED: "success", PairState.APART: "neutral",
    PairState.OBSOLETE: "neutral",
}  # fmt: skip


def likelihood(probability: float) -> str | _StrPromise:
    if probability >= 0.99:
        return _("almost certainly the same")
    if probability >= 0.9:
        return _("very likely the same")
    if probability >= 0.5:
        return _("likely the same")
    return _("perhaps the same") if probability >= 0.1 else _("perhaps somebody else")


def why(one: Alike) -> str:
    """What speaks for it, the strongest first, and then what speaks against."""
    ordered = sorted(one.agreements, key=lambda agreement: -agreement.weight)
    parts = [_told(agreement.comparison, agreement.level) for agreement in ordered if agreement.weight > 0]
    against = [_told(agreement.comparison, agreement.level) for agreement in ordered if agreement.weight <= 0]
    text = "; ".join(parts)
    return (
        gettext("%(reasons)s; but: %(against)s") % {"reasons": text, "against": "; ".join(against)} if against else text
    )


def _told(comparison: str, level: str) -> str:
    return gettext("%(field)s: %(level)s") % {
        "field": COMPARISONS.get(comparison, comparison), "level": LEVELS.get(level, level)
    }  # fmt: skip
