"""What a person says about an attribute, checked before it becomes a definition."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from idic.foundation.attributes.enums import GROUPS, NUMBERS, TEXTS, WITH_CHOICES, AppliesTo, AttributeType
from idic.foundation.attributes.errors import DefinitionRefused
from idic.foundation.attributes.models import AttributeDefinition, Choice
from idic.foundation.attributes.problems import Unfit
from idic.foundation.attributes.reading import LONGEST, read_value
from idic.methods.normalise.text import fold, normalise

_CODE = re.compile(r"[a-z][a-z0-9_]{0,38}")
_CHOICE_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,38}")
_UNUSABLE = re.compile("[\x00\ud800-\udfff]")
_LABEL: Final = 80
_HINT: Final = 300
MOST_CHOICES: Final = 500
#: What one record may hold but once in the whole base.
CAN_BE_UNIQUE = (AttributeType.TEXT, AttributeType.NUMBER, AttributeType.DATE, AttributeType.LINK)


@dataclass(frozen=True)
class Draft:
    code: str
    type: str
    group: str
    labels: Mapping[str, str]
    hints: Mapping[str, str] = field(default_factory=dict)
    choices: Sequence[Choice] = ()
    applies_to: str = AppliesTo.BOTH
    is_required: bool = False
    is_unique: bool = False
    rules: Mapping[str, str] = field(default_factory=dict)
    formula: str = ""

    def fill(self, definition: AttributeDefinition) -> AttributeDefinition:
        """Everything but the code, which stays, and the type, whose change moves the values too."""
        definition.group, definition.applies_to = self.group, self.applies_to
        definition.labels, definition.hints = dict(self.labels), dict(self.hints)
        definition.choices = stored_choices(self.choices)
        definition.is_required, definition.is_unique = self.is_required, self.is_unique
        definition.rules, definition.formula = dict(self.rules), self.formula
        return definition


def stored_choices(choices: Sequence[Choice]) -> list[dict[str, object]]:
    return [{"code": one.code, "labels": dict(one.labels), "retired": one.retired} for one in choices]


def checked_draft(draft: Draft) -> Draft:
    """The draft without what its type does not have, or DefinitionRefused naming the field at fault."""
    if not _CODE.fullmatch(draft.code):
        raise DefinitionRefused(
            "code", _("Use small letters a to z, digits and underscores, a letter first, at most 39 signs.")
        )
    if draft.type not in AttributeType.values:
        raise DefinitionRefused("type", _("Choose what kind of value it holds."))
    if draft.group not in GROUPS:
        raise DefinitionRefused("group", _("Choose the group in which it stands."))
    if draft.applies_to not in AppliesTo.values:
        raise DefinitionRefused("applies_to", _("Choose to whom it applies."))
    is_computed = draft.type == AttributeType.COMPUTED
    if draft.is_unique and draft.type not in CAN_BE_UNIQUE:
        raise DefinitionRefused("is_unique", _("Only texts, numbers, dates and links can be unique."))
    return replace(
        draft,
        labels=_texts("labels", draft.labels, _LABEL, needed=True),
        hints=_texts("hints", draft.hints, _HINT),
        choices=_choices(draft.choices) if draft.type in WITH_CHOICES else (),
        is_required=draft.is_required and not is_computed,
        rules=_rules(draft),
        formula=draft.formula.strip() if is_computed else "",
    )


def _texts(name: str, texts: Mapping[str, str], longest: int, *, needed: bool = False) -> dict[str, str]:
    known = [code for code, _name in settings.LANGUAGES]
    found: dict[str, str] = {}
    for language, text in texts.items():
        if _UNUSABLE.search(text):
            raise DefinitionRefused(name, _("Take out the sign that cannot be stored."))
        words = normalise(text).strip()
        if len(words) > longest:
            raise DefinitionRefused(name, str(_("Use at most %(longest)s characters.")) % {"longest": longest})
        if words and language in known:
            found[language] = words
    if needed and not found:
        raise DefinitionRefused(name, _("Give it a name in at least one language."))
    return found


def _choices(choices: Sequence[Choice]) -> list[Choice]:
    if not any(not one.retired for one in choices):
        raise DefinitionRefused("choices", _("Add at least one choice."))
    if len(choices) > MOST_CHOICES:
        raise DefinitionRefused("choices", str(_("At most %(most)s choices.")) % {"most": MOST_CHOICES})
    found: list[Choice] = []
    named: dict[str, str] = {}
    for one in choices:
        if not _CHOICE_CODE.fullmatch(one.code):
            raise DefinitionRefused(
                "choices",
                str(_("The code “%(code)s” cannot be used: small letters, digits, - and _ only, at most 39 signs."))
                % {"code": one.code[:40]},
            )
        labels = _texts("choices", one.labels, _LABEL, needed=True)
        for text in {fold(one.code), *map(fold, labels.values())}:
            if named.setdefault(text, one.code) != one.code:
                raise DefinitionRefused("choices", str(_("Two choices are called “%(name)s”.")) % {"name": text})
        if any(other.code == one.code for other in found):
            raise DefinitionRefused("choices", str(_("Two choices are called “%(name)s”.")) % {"name": one.code})
        found.append(Choice(one.code, labels, one.retired))
    return found


def _rules(draft: Draft) -> dict[str, str]:
    given = {name: text.strip() for name, text in draft.rules.items() if text and text.strip()}
    if draft.type in NUMBERS or draft.type == AttributeType.DATE:
        return _bounds(draft.type, given)
    if draft.type in TEXTS and draft.type != AttributeType.LINK:
        return _lengths(given)
    return {}


def _bounds(kind: str, given: Mapping[str, str]) -> dict[str, str]:
    plain = AttributeDefinition(type=kind)
    found: dict[str, str] = {}
    for name in ("minimum", "maximum"):
        if name in given:
            try:
                found[name] = str(read_value(plain, given[name], decimal="."))
            except Unfit as unfit:
                raise DefinitionRefused(name, unfit.sentence) from unfit
    low, high = found.get("minimum"), found.get("maximum")
    if low and high and _order(kind, low) > _order(kind, high):
        raise DefinitionRefused("maximum", _("The largest value must not lie below the smallest."))
    return found


def _order(kind: str, text: str) -> tuple[float, str]:
    return (float(text), "") if kind in NUMBERS else (0.0, text)


def _lengths(given: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("shortest", "longest"):
        text = given.get(name, "")
        if not text:
            continue
        if not (text.isascii() and text.isdecimal() and len(text) < 5 and 1 <= int(text) <= LONGEST):
            raise DefinitionRefused(name, str(_("Give a whole number from 1 to %(longest)s.")) % {"longest": LONGEST})
        found[name] = str(int(text))
    if int(found.get("shortest", 0)) > int(found.get("longest", LONGEST)):
        raise DefinitionRefused("longest", _("The largest length must not lie below the smallest."))
    if pattern := given.get("pattern"):
        if len(pattern) > _LABEL or _UNUSABLE.search(pattern):
            raise DefinitionRefused("pattern", str(_("Use at most %(longest)s characters.")) % {"longest": _LABEL})
        found["pattern"] = pattern
    return found
