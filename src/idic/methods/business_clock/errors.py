"""
ClockError
├── WindowUnreadable   not two times of one day with the first before the second
├── WindowsOverlap     two windows of one day share time
├── ZoneUnknown        no such IANA zone
├── NeverOpen          a calendar without any open time
├── MomentWithoutZone  names no point in time
├── MomentOutOfRange   a year that no case can have
├── EndBeforeStart     of the time asked about, or of a pause
├── StillPaused        the budget would run out after a pause that has no end yet
└── BudgetNotReached   too little open time in the days looked at
"""

from __future__ import annotations

from datetime import datetime


class ClockError(ValueError):
    """The clock cannot answer; the message says what to change."""


class WindowUnreadable(ClockError):
    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"{text!r} is no window: write it as 08:30-12:00, the end after the start and 24:00 at most.")


class WindowsOverlap(ClockError):
    def __init__(self, first: str, second: str) -> None:
        self.first, self.second = first, second
        super().__init__(f"The windows {first} and {second} overlap.")


class ZoneUnknown(ClockError):
    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name!r} is no time zone; write it as Asia/Bangkok.")


class NeverOpen(ClockError):
    def __init__(self) -> None:
        super().__init__("The calendar has no open time.")


class MomentWithoutZone(ClockError):
    def __init__(self, moment: datetime) -> None:
        self.moment = moment
        super().__init__(f"{moment.isoformat()} has no time zone, so it names no point in time.")


class MomentOutOfRange(ClockError):
    def __init__(self, moment: object) -> None:
        super().__init__(f"{moment} lies outside the years that are reckoned with.")


class EndBeforeStart(ClockError):
    def __init__(self, start: object, end: object) -> None:
        super().__init__(f"The end {end} lies before the start {start}.")


class StillPaused(ClockError):
    def __init__(self) -> None:
        super().__init__("A pause without an end stands before the due time, so it is not known yet.")


class BudgetNotReached(ClockError):
    def __init__(self, days: int) -> None:
        self.days = days
        super().__init__(f"There is not enough open time within {days} days.")
