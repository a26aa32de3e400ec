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

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import FieldRefused, WordedError


class WorkError(WordedError):
    pass


class CustomerLocked(WorkError):
    field = "customer"

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)

    def __str__(self) -> str:
        return self.why


class TaskOutdated(WorkError):
    sentence = _("Somebody else has changed this task since you opened it. Load it again and repeat your change.")


class TaskClosed(WorkError):
    sentence = _("This task is closed already. Open it again before you change it.")


class TitleMissing(WorkError):
    field = "title"
    sentence = _("Write in a few words what is to be done.")


class TimesRefused(WorkError, FieldRefused):
    pass


class RecurrenceRefused(WorkError, FieldRefused):
    pass


class OccurrenceUnknown(WorkError):
    sentence = _("This series does not fall on that time any more. Load the calendar again.")


class NotAssignable(WorkError):
    field = "owner"
    sentence = _("You cannot give work to this person. Choose yourself or somebody of your team.")


class ParticipantRefused(WorkError, FieldRefused):
    pass


class AbsenceRefused(WorkError, FieldRefused):
    pass
