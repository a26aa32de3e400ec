"""Reports in words."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.languages import formats
from idic.warehouse.models import Report, ReportSending, Rhythm, SendingState
from idic.warehouse.reports.errors import FAILURES
from idic.warehouse.reports.schedule import clock_of
from idic.warehouse.reports.sources import SOURCES

SENDING_TONES: dict[str, Tone] = {
    SendingState.WAITING: "info", SendingState.SENT: "success", SendingState.FAILED: "danger",
    SendingState.UNSURE: "warning",
}  # fmt: skip
_A_MONDAY = date(2024, 1, 1)


def source_of(report: Report) -> str:
    source = SOURCES.get(report.source)
    if source is not None:
        return str(source.label)
    asked = report.dashboard or report.question or report.query
    return asked.name if asked is not None else ""


def rhythm_of(report: Report) -> str:
    at = f"{clock_of(report.at):%H:%M}"
    match report.rhythm:
        case Rhythm.DAILY:
            return _("Every day at %(time)s") % {"time": at}
        case Rhythm.WEEKLY:
            day = formats.weekday(_A_MONDAY + timedelta(days=report.weekday - 1))
            return _("Every week: %(day)s at %(time)s") % {"day": day, "time": at}
        case Rhythm.MONTHLY:
            return _("Every month on day %(day)s at %(time)s") % {"day": formats.number(report.month_day), "time": at}
    return _("Not sent by itself")


def failure_of(sending: ReportSending) -> str:
    if not sending.error:
        return ""
    return str(FAILURES.get(sending.error, FAILURES["failed"]))
