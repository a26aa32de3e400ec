"""
NounError
├── NounUnknown          no room has registered this kind of record
├── PredicateRefused     a rule cannot be read, or asks what the noun does not have
├── FieldLocked          the field is not for this user to change
├── ValueRefused         a value does not fit its field; `field` and a sentence for the reader
└── RecordOutdated       somebody else changed the record meanwhile
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import FieldRefused, WordedError


class NounError(WordedError):
    pass


class NounUnknown(NounError):
    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)

    def __str__(self) -> str:
        return str(_("There are no records of the kind “%(code)s”.")) % {"code": self.code}


class PredicateRefused(NounError):
    """`path` names the condition, such as `all[1].not`; `code` is the method's error, `detail` its text for a log;
    `label` a field that was there once."""

    def __init__(self, path: str, detail: str, code: str = "", *, label: str = "") -> None:
        self.path, self.detail, self.code, self.label = path, detail, code, label
        super().__init__(detail)

    def __str__(self) -> str:
        if self.label:
            return str(
                _(
                    "A condition asks for “%(field)s”, which is archived or deleted. Take the condition out, or restore it."
                )
            ) % {"field": self.label}
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
    "BehaviourUnknown": _("This cannot be asked here. Choose what the condition is about from the list."),
    "GroupUnknown": _("This condition asks for a segment that is archived or deleted. Choose another one."),
    "TextUnusable": _("This text holds a character that cannot be stored. Type it again."),
}


class FieldLocked(NounError):
    sentence = _("You may not change this field.")

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


class ValueRefused(NounError, FieldRefused):
    pass


class RecordOutdated(NounError):
    sentence = _("Somebody else changed this record meanwhile. Load it again, then make your change.")
