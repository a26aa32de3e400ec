"""
CalendarError
├── HoursRefused       windows that cannot be read, overlap, or leave no open time; names the field
├── ZoneRefused        no such time zone
├── ZoneFixed          cases were measured with the calendar, so its zone stays
├── FromTooEarly       new hours would rule days that were measured with the old ones
├── NameTaken          another calendar has this name
├── CalendarOutdated   somebody else changed the calendar meanwhile, or it is in the archive
├── DefaultStays       the default calendar cannot be put away
├── NoSuchList         no list of public holidays has this code
├── NothingListed      the list says nothing about that year
└── DayUnknown         nothing is said of that day
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError


class CalendarError(WordedError):
    pass


class HoursRefused(CalendarError):
    """`code` is a key of _HOURS; `day` is a weekday of the week (0 is Monday), or None."""

    def __init__(
        self, code: str, *, detail: str = "", other: str = "", field: str = "week", day: int | None = None
    ) -> None:
        self.code, self.detail, self.other, self.field, self.day = code, detail, other, field, day
        super().__init__(code, detail)

    def __str__(self) -> str:
        return str(_HOURS[self.code]) % {"detail": self.detail, "other": self.other}


_HOURS = {
    "unreadable": _("“%(detail)s” is no window. Give two times such as 08:30 and 12:00, the end after the start."),
    "overlap": _("The windows %(detail)s and %(other)s overlap. Join them or set them apart."),
    "never_open": _("The calendar would never be open. Give at least one weekday a window."),
    "half": _("Give both times of each window, or neither."),
}


class ZoneRefused(CalendarError):
    field = "zone"
    sentence = _("This time zone is not known. Choose one such as Asia/Bangkok.")


class ZoneFixed(CalendarError):
    field = "zone"
    sentence = _("Cases were measured with this calendar, so its time zone stays. Make another calendar instead.")


class FromTooEarly(CalendarError):
    field = "valid_from"
    sentence = _("Cases were measured with the present hours. Let the new ones begin today or later.")


class NameTaken(CalendarError):
    field = "name"
    sentence = _("Another calendar has this name already.")


class CalendarOutdated(CalendarError):
    sentence = _("Somebody else has changed this calendar since you opened it. Load it again and repeat your change.")


class DefaultStays(CalendarError):
    sentence = _("This is the default calendar. Make another one the default first.")


class NoSuchList(CalendarError):
    field = "holiday_list"
    sentence = _("There is no such list of public holidays. Choose one from the list.")


class NothingListed(CalendarError):
    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(year)

    def __str__(self) -> str:
        return str(_("The list says nothing about %(year)s. Add the holidays one by one.")) % {"year": self.year}


class DayUnknown(CalendarError):
    sentence = _("Nothing is said of this day any more. Load the page again.")
