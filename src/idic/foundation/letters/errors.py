"""
LetterError
├── TemplateRefused     a text does more than it may, or cannot be read; names the line
├── TextMissing         the template has no text in any language, or none where one must stand
├── NameTaken           another template has this name
├── LetterOutdated      somebody else changed the template meanwhile
├── NoAddress           the record has no address of the kind that the template needs
├── FilesGone           a chosen file is no file of the record any more, or was found unsafe
├── FilesTooLarge       the files are more than a mail carries
├── NotRepeatable       it is under way, has arrived, or was stopped
├── PurposeUnknown      no such purpose is in use
└── NotForThisPurpose   the person has not agreed to what the letter is for
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError


class LetterError(WordedError):
    pass


class TemplateRefused(LetterError):
    """`code` is a key of _REFUSALS; `detail` names the field, filter or word that stands in the way."""

    def __init__(self, code: str, *, line: int = 1, detail: str = "", part: str = "body", language: str = "") -> None:
        self.code, self.line, self.detail, self.part, self.language = code, line, detail, part, language
        super().__init__(code, line, detail)

    def __str__(self) -> str:
        return str(_REFUSALS[self.code]) % {"line": self.line, "detail": self.detail}


_REFUSALS = {
    "syntax": _("Line %(line)s cannot be read: %(detail)s"),
    "loop": _("Line %(line)s repeats something. A template cannot repeat; write what it needs once."),
    "call": _("Line %(line)s calls something. A template may only name fields, as in {{ customer.name }}."),
    "statement": _("Line %(line)s uses “%(detail)s”. Only fields and conditions (if, else) may be used."),
    "name": _("Line %(line)s names “%(detail)s”, which a template cannot read. Choose a field from the list."),
    "field": _("Line %(line)s names the field “%(detail)s”, which does not exist. Choose one from the list."),
    "filter": _("Line %(line)s uses the filter “%(detail)s”, which does not exist here. Use default, upper or lower."),
    "compare": _(
        "Line %(line)s compares in a way that a template cannot. Use == or != with a text in quotation marks."
    ),
    "deep": _("The text nests its conditions too deeply. Write fewer of them inside one another."),
    "long": _("The text is longer than a template may be (50,000 characters)."),
    "subject": _("The subject must stand on one line."),
}


class TextMissing(LetterError):
    sentence = _("Write the text in at least one language; an e-mail needs a subject too.")


class NameTaken(LetterError):
    field = "name"
    sentence = _("Another template has this name already.")


class LetterOutdated(LetterError):
    sentence = _("Somebody else has changed this template since you opened it. Load it again and repeat your change.")


class NoAddress(LetterError):
    sentence = _("There is no e-mail address on this record. Add one, then send again.")


class FilesGone(LetterError):
    sentence = _("One of the files was removed or found unsafe meanwhile. Look at the files and send again.")


class FilesTooLarge(LetterError):
    sentence = _("The files are too many or too large for an e-mail: up to 20, 25 MB together.")


class NotRepeatable(LetterError):
    sentence = _("This e-mail cannot be sent again: it is under way, has arrived, or was stopped.")


class PurposeUnknown(LetterError):
    sentence = _("This purpose is not in use. Choose another one.")


class NotForThisPurpose(LetterError):
    """`told` is a translated sentence."""

    def __init__(self, told: str) -> None:
        self.told = told
        super().__init__(told)

    def __str__(self) -> str:
        return self.told
