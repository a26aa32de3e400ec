"""
PapersError
├── NotPdf          a scanned letter is a PDF
├── TooLarge        more than an attachment may have
├── NotSendable     it is no answer, or was sent already
└── AlreadyJoined   the visit stands in a case already
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError


class PapersError(WordedError):
    pass


class NotPdf(PapersError):
    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)

    def __str__(self) -> str:
        return str(_("“%(name)s” is no PDF. Let the scanner make PDF files.")) % {"name": self.name}


class TooLarge(PapersError):
    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)

    def __str__(self) -> str:
        return str(_("“%(name)s” is too large. Scan in grey, or in several parts.")) % {"name": self.name}


class NotSendable(PapersError):
    sentence = _("This is no letter that waits to be sent.")


class AlreadyJoined(PapersError):
    sentence = _("This visit stands in a case already.")
