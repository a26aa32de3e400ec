"""
DeskError
├── FieldConflict       somebody else changed the same field; carries theirs, who and when
├── TextMissing         a note, a checklist or an item of one has no text
├── TextTooLong         a text is longer than is kept
├── NotTheAuthor        a note is edited or deleted by somebody who did not write it
├── FileRefused         a file is too large, empty, of a kind that is not taken, or not what its name says
├── FileNotReady        a file is still being checked, or was refused
├── RecordLocked        the record is kept as it is: nothing is added to it or changed; a NotVisible as well
├── TagNameTaken        a tag of this name is there already
└── TagNameMissing      a tag has no name
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.errors import WordedError


class DeskError(WordedError):
    pass


class RecordLocked(DeskError, NotVisible):
    """`why` is the whole sentence. Where nobody words it, the record answers as one that is not there."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)

    def __str__(self) -> str:
        return self.why


class FieldConflict(DeskError):
    """`theirs` is what stands there now, as it would be typed; `who` is empty where a machine changed it."""

    sentence = _("Somebody else changed this meanwhile. Nothing that you typed is lost.")

    def __init__(self, field: str, theirs: str | list[str], *, who: str = "", at: datetime | None = None) -> None:
        self.field, self.theirs, self.who, self.at = field, theirs, who, at
        super().__init__(field)


class TextMissing(DeskError):
    sentence = _("Write something first.")


class TextTooLong(DeskError):
    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(limit)

    def __str__(self) -> str:
        return str(_("This is longer than %(limit)s characters. Make it shorter, or attach it as a file.")) % {
            "limit": self.limit
        }


class NotTheAuthor(DeskError):
    sentence = _("Only who wrote this note may change it.")


class FileRefused(DeskError):
    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class FileNotReady(DeskError):
    sentence = _("This file is still being checked, or was found unsafe. It cannot be opened.")


class TagNameTaken(DeskError):
    sentence = _("There is a tag of this name already. Merge the two instead.")


class TagNameMissing(DeskError):
    sentence = _("Give the tag a name.")
