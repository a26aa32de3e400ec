"""How the days of 2017 became the days of the sample.

461 whole weeks keep every weekday. Sunday 31 December 2017 would become Sunday 1 November 2026; that one day is left
out, so that the sample is 52 full weeks, Sunday 2 November 2025 to Saturday 31 October 2026.
"""

from datetime import date, timedelta
from typing import Final

SHIFT: Final = timedelta(weeks=461)
FIRST_DAY: Final = date(2025, 11, 2)
LAST_DAY: Final = date(2026, 10, 31)
DAYS: Final = (LAST_DAY - FIRST_DAY).days + 1
