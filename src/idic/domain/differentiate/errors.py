"""
DifferentiateError
├── PredicateRefused   the rule of a segment cannot be used; says which condition
├── SegmentNameMissing a segment needs a name
└── SegmentOutdated    somebody else changed the segment since it was read
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class DifferentiateError(Exception):
    """Base of what can go wrong in this room; `str()` is a translated sentence for the reader."""


class PredicateRefused(DifferentiateError):
    """`path` names the condition, such as `all[1].not`; `code` is the method's error, `detail` its text for a log."""

    def __init__(self, path: str, detail: str, code: str = "") -> None:
        self.path = path
        self.detail = detail
        self.code = code
        super().__init__(detail)

    def __str__(self) -> str:
        return str(_REFUSALS.get(self.code, _REFUSALS["MalformedNode"]))


_REFUSALS = {
    "MalformedNode": _("This part of the rule cannot be read. Build the condition again."),
    "NotJson": _("The rule cannot be read: it is not written as the builder writes it."),
    "EmptyGroup": _("This group holds no condition yet. Add one, or remove the group."),
    "DepthExceeded": _("The groups are nested too deep. Take some conditions out of their group."),
    "SizeExceeded": _("The rule is too long. Use fewer conditions or fewer values."),
    "OperatorUnknown": _("This comparison does not exist. Choose one from the list."),
    "OperatorNotForField": _("This comparison cannot be asked of this field. Choose another one from the list."),
    "FieldUnknown": _("Choose what the condition is about: this field does not exist."),
    "ValueMismatch": _("Enter a value that fits: a number, a day, a choice, or the lower value before the higher one."),
    "TextUnusable": _("This text holds a character that cannot be stored. Type it again."),
}


class SegmentNameMissing(DifferentiateError):
    def __str__(self) -> str:
        return str(_("Give the segment a name."))


class SegmentOutdated(DifferentiateError):
    def __str__(self) -> str:
        return str(
            _("Somebody else has changed this segment since you opened it. Load it again and repeat your change.")
        )
