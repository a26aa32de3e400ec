"""
IdentifyError
├── NameMissing         a customer needs a name, a phone or an e-mail
├── Outdated            somebody else changed the record since it was read
├── InvalidValue        a field's value cannot be used; names the field
├── FileRefused         the file cannot be read at all
├── MappingIncomplete   a required field has no column
└── ImportNotOpen       the batch is queued, running or over
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class IdentifyError(Exception):
    """Base of what can go wrong in this room; `str()` is a translated sentence for the reader."""


class NameMissing(IdentifyError):
    def __str__(self) -> str:
        return str(_("Give at least a name, a phone number or an e-mail address."))


class Outdated(IdentifyError):
    def __str__(self) -> str:
        return str(
            _("Somebody else has changed this record since you opened it. Load it again and repeat your change.")
        )


class InvalidValue(IdentifyError):
    def __init__(self, field: str, message: str) -> None:
        self.field = field
        self.message = message
        super().__init__(message)

    def __str__(self) -> str:
        return str(self.message)


class FileRefused(IdentifyError):
    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)

    def __str__(self) -> str:
        return str(self.sentence)


class MappingIncomplete(IdentifyError):
    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)

    def __str__(self) -> str:
        return str(self.sentence)


class ImportNotOpen(IdentifyError):
    def __str__(self) -> str:
        return str(_("This import has been started already. Upload the file again to import it once more."))
