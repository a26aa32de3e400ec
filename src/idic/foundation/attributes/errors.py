"""
AttributeRefused
├── DefinitionRefused    one field of the definition cannot be taken; `field` and a sentence for the reader
├── FormulaRefused       the formula cannot be used, and why
├── AttributeOutdated    somebody else changed the definition meanwhile
├── TypeChangeRefused    values would not fit the new type, and nobody chose to clear them
└── ConfirmationMissing  deleting for good wants the code typed
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import FieldRefused, WordedError
from idic.methods.formula import FormulaError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class AttributeRefused(WordedError):
    pass


class DefinitionRefused(AttributeRefused, FieldRefused):
    pass


_FORMULA: dict[str, _StrPromise] = {
    "empty": _("Write a formula, such as x_visits * 2."),
    "too_long": _("The formula is too long. Split it into two computed attributes."),
    "too_deep": _("The formula is nested too deeply. Split it into two computed attributes."),
    "unreadable": _("The formula cannot be read. Look for a missing bracket, comma or quotation mark."),
    "not_allowed": _("“%(what)s” cannot stand in a formula."),
    "field_unknown": _("There is no field “%(name)s”. Take the names from the list beside the formula."),
    "function_unknown": _("There is no function “%(name)s”. The functions are listed beside the formula."),
    "arguments": _("“%(name)s” was given the wrong number or kind of values. See how it is written beside the formula."),
    "types": _("The two sides of “%(what)s” do not fit: numbers go with numbers, days with days, texts with texts."),
    "text_unusable": _("A text in the formula holds a character that cannot be kept."),
    "cycle": _("The formula comes back to this attribute itself by way of %(name)s."),
}  # fmt: skip


class FormulaRefused(DefinitionRefused):
    def __init__(self, error: FormulaError) -> None:
        self.code = error.code
        super().__init__("formula", str(_FORMULA[error.code]) % error.values)


class AttributeOutdated(AttributeRefused):
    sentence = _("Somebody else has changed this attribute since you opened it. Load it again.")


class TypeChangeRefused(AttributeRefused):
    def __init__(self, misfits: int) -> None:
        self.misfits = misfits
        super().__init__(str(misfits))

    def __str__(self) -> str:
        return str(
            _("%(count)s values do not fit the new type. Correct them first, or choose to clear them.")
            % {"count": self.misfits}
        )


class ConfirmationMissing(AttributeRefused):
    sentence = _("Write the code of the attribute exactly, to show that you mean it.")
