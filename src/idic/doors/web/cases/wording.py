"""Cases in words, colours and signs."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from idic.domain.interact.cases.enums import CaseState, DeliveryState
from idic.domain.interact.cases.queries.people import Person
from idic.domain.interact.contact import AccessMode, Priority
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.calendars.working_days import next_working_day
from idic.foundation.languages import formats

STATE_TONES: dict[str, Tone] = {
    CaseState.NEW: "info", CaseState.OPEN: "interact", CaseState.WAITING: "warning", CaseState.HELD: "warning",
    CaseState.RESOLVED: "success", CaseState.CLOSED: "neutral", CaseState.MERGED: "neutral",
}  # fmt: skip
PRIORITY_TONES: dict[str, Tone] = {
    Priority.LOW: "neutral", Priority.NORMAL: "neutral", Priority.HIGH: "warning", Priority.CRITICAL: "danger",
}  # fmt: skip
MODE_ICONS: dict[str, str] = {
    "email": "mail", "web_form": "forms", "portal": "door", "chat": "message", "phone": "phone",
    "counter": "building-store", "letter": "file-text", "fax": "printer", "visit": "map-pin", "line": "message",
    "messenger": "message", "club": "users-group", "other": "point",
}  # fmt: skip
DELIVERY_TONES: dict[str, Tone] = {
    DeliveryState.QUEUED: "info", DeliveryState.SENT: "neutral", DeliveryState.PARTLY: "warning",
    DeliveryState.FAILED: "danger", DeliveryState.BOUNCED: "danger", DeliveryState.UNSURE: "warning",
}  # fmt: skip
UNDELIVERED = (DeliveryState.FAILED, DeliveryState.BOUNCED, DeliveryState.PARTLY)
#: An answer in these is sent by e-mail, where an address is known; in all others it is written down.
MAILED = (AccessMode.EMAIL, AccessMode.WEB_FORM)
#: By a mail, too, where it goes as a fax to its gateway.
SENT_ON = (*MAILED, AccessMode.FAX)
#: What is said there stands on a page that the customer reads, or is sent on by the channel itself.
SHOWN_THERE = (AccessMode.PORTAL, AccessMode.CHAT, AccessMode.LINE, AccessMode.MESSENGER)


def person_words(one: Person) -> str:
    """Whom it may be given to, and what they have in hand already."""
    told = [
        one.name,
        ngettext("%(count)s open case", "%(count)s open cases", one.open_cases)
        % {"count": formats.number(one.open_cases)},
    ]
    if one.away_until is not None:
        told.append(_("away until %(day)s") % {"day": formats.day(one.away_until)})
    return " · ".join(told)


def snooze_choices(now: datetime | None = None) -> list[tuple[str, str]]:
    """(code, words) with the moment that each means now."""
    return [(code, f"{label} ({formats.moment(at)})") for code, label, at in _snoozes(now or timezone.now())]


def snoozed_until(code: str, now: datetime | None = None) -> datetime | None:
    return next((at for known, _label, at in _snoozes(now or timezone.now()) if known == code), None)


def _snoozes(now: datetime) -> list[tuple[str, str, datetime]]:
    local = timezone.localtime(now)
    nine = local.replace(hour=9, minute=0, second=0, microsecond=0)
    working = next_working_day(local.date())
    return [
        ("hour", _("One hour"), now + timedelta(hours=1)),
        ("tomorrow", _("Tomorrow morning"), nine + timedelta(days=1)),
        ("working", _("The next working day"), nine.replace(year=working.year, month=working.month, day=working.day)),
        ("week", _("In a week"), nine + timedelta(days=7)),
    ]
