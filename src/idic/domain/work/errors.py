"""
WorkError
├── TaskOutdated        somebody else changed it since it was read
├── TaskClosed          it is done or cancelled already
├── TitleMissing        a task without a title says nothing
├── TimesRefused        a time that cannot be: the end before the start, a far century, no start for a meeting
├── RecurrenceRefused   a rule of repetition that cannot be read, or never comes about
├── OccurrenceUnknown   the series does not fall on that time
├── NotAssignable       this user may not give work to that person
├── ParticipantRefused  an address that is none, or too many people
├── CustomerLocked      the customer's data is restricted: kept, and not used
└── AbsenceRefused      an absence that ends before it begins, or that hands work to an absent person
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class WorkError(Exception):
    """Base of what can go wrong in this room; `str()` is a translated sentence for the reader, `field` where to show it."""

    field = ""


class CustomerLocked(WorkError):
    field = "customer"

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)

    def __str__(self) -> str:
        return self.why


class TaskOutdated(WorkError):
    def __str__(self) -> str:
        return str(_("Somebody else has changed this task since you opened it. Load it again and repeat your change."))


class TaskClosed(WorkError):
    def __str__(self) -> str:
        return str(_("This task is closed already. Open it again before you change it."))


class TitleMissing(WorkError):
    field = "title"

    def __str__(self) -> str:
        return str(_("Write in a few words what is to be done."))


class _Told(WorkError):
    def __init__(self, sentence: str | _StrPromise, field: str = "") -> None:
        self.sentence, self.field = sentence, field
        super().__init__(str(sentence))

    def __str__(self) -> str:
        return str(self.sentence)


class TimesRefused(_Told):
    pass


class RecurrenceRefused(_Told):
    pass


class OccurrenceUnknown(WorkError):
    def __str__(self) -> str:
        return str(_("This series does not fall on that time any more. Load the calendar again."))


class NotAssignable(WorkError):
    field = "owner"

    def __str__(self) -> str:
        return str(_("You cannot give work to this person. Choose yourself or somebody of your team."))


class ParticipantRefused(_Told):
    pass


class AbsenceRefused(_Told):
    pass
