"""How long a request may wait: by the law under which the customer lives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.models import Jurisdiction, RequestClock
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.calendars.working_days import is_working_day
from idic.methods.deadlines import Deadline, Period, deadline, hours_later

#: (days, months, further days, further months, hours to the authority); data to start from, not advice.
FIRST_CLOCKS = {
    "TH": (30, 0, 0, 0, 72), "EU": (0, 1, 0, 2, 72), "CN": (15, 0, 15, 0, 0), "TW": (30, 0, 30, 0, 72),
}  # fmt: skip
_ELSEWHERE = (30, 0, 0, 0, 72)
#: After so many days of the clock somebody is warned.
WARN_AFTER_DAYS = 20


@dataclass(frozen=True)
class Due:
    counted: date
    practical: date
    warn: date


def jurisdiction_of(customer: Customer) -> Jurisdiction | None:
    laws = list(Jurisdiction.objects.all())
    country = customer.country.strip().lower()
    found = next((law for law in laws if country and (country in law.countries or country == law.code.lower())), None)
    return found or next((law for law in laws if law.is_home), None)


def clocks_of(user: User) -> list[RequestClock]:
    require(user, "privacy.see")
    for law in Jurisdiction.objects.filter(clock__isnull=True):
        clock_of(law)
    return list(RequestClock.objects.select_related("jurisdiction").order_by("jurisdiction__code"))


def access_clock(user: User, pk: int) -> RequestClock:
    require(user, "privacy.manage")
    found = RequestClock.objects.select_related("jurisdiction").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def clock_of(law: Jurisdiction | None) -> RequestClock:
    """Made from the first values where nobody has set one yet."""
    days, months, more_days, more_months, hours = FIRST_CLOCKS.get(law.code, _ELSEWHERE) if law else _ELSEWHERE
    values = {
        "days": days, "months": months, "extension_days": more_days, "extension_months": more_months,
        "breach_hours": hours,
    }  # fmt: skip
    if law is None:
        return RequestClock(**values)
    return RequestClock.objects.get_or_create(jurisdiction=law, defaults=values)[0]


def due_of(received: date, clock: RequestClock, *, paused_days: int = 0, extended: bool = False) -> Due:
    period = Period(
        days=clock.days + (clock.extension_days if extended else 0),
        months=clock.months + (clock.extension_months if extended else 0),
    )
    found: Deadline = deadline(received, period, paused_days=paused_days, is_working=is_working_day)
    warn = min(received + timedelta(days=WARN_AFTER_DAYS + paused_days), found.aim)
    return Due(found.counted, found.practical, warn)


def breach_due(found_at: datetime) -> datetime:
    """By the shortest clock of the laws that name one."""
    hours = [clock_of(law).breach_hours for law in Jurisdiction.objects.all()]
    return hours_later(found_at, min([one for one in hours if one > 0] or [72]))
