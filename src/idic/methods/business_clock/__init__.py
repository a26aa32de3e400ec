"""Time as a business counts it: only while it is open, and not while a case waits for somebody else."""

from idic.methods.business_clock.bulk import Pauses, due_instants, elapsed_minutes, limited_pauses
from idic.methods.business_clock.calendar import BusinessCalendar, Hours
from idic.methods.business_clock.clock import LOOKED_AT, BusinessClock
from idic.methods.business_clock.errors import (
    BudgetNotReached,
    ClockError,
    EndBeforeStart,
    MomentOutOfRange,
    MomentWithoutZone,
    NeverOpen,
    StillPaused,
    WindowsOverlap,
    WindowUnreadable,
    ZoneUnknown,
)
from idic.methods.business_clock.local_time import zone_named
from idic.methods.business_clock.pauses import Pause
from idic.methods.business_clock.week import CLOSED, ROUND_THE_CLOCK, Week, usual_day, week_of
from idic.methods.business_clock.windows import Window, Windows, in_order, window, windows

__all__ = [
    "CLOSED",
    "LOOKED_AT",
    "ROUND_THE_CLOCK",
    "BudgetNotReached",
    "BusinessCalendar",
    "BusinessClock",
    "ClockError",
    "EndBeforeStart",
    "Hours",
    "MomentOutOfRange",
    "MomentWithoutZone",
    "NeverOpen",
    "Pause",
    "Pauses",
    "StillPaused",
    "Week",
    "Window",
    "WindowUnreadable",
    "Windows",
    "WindowsOverlap",
    "ZoneUnknown",
    "due_instants",
    "elapsed_minutes",
    "in_order",
    "limited_pauses",
    "usual_day",
    "week_of",
    "window",
    "windows",
    "zone_named",
]
