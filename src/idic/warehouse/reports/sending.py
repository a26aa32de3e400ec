"""Reports by mail: each reader gets what they may read, in their language. Sent once, tried again where it fails."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.languages import formats
from idic.foundation.texts import one_line
from idic.warehouse.models import Report, ReportFormat, ReportReader, ReportSending, SendingState
from idic.warehouse.reports.errors import NotTold
from idic.warehouse.reports.files import pdf_report
from idic.warehouse.reports.operations import put_in_line
from idic.warehouse.reports.parts import Told
from idic.warehouse.reports.schedule import next_time
from idic.warehouse.reports.telling import told_report
from idic.warehouse.reports.workbook import workbook_report

logger = logging.getLogger(__name__)

ATTEMPTS = 5
_PATIENCE_SECONDS = 30
_XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
#: What another try cannot mend.
_FINAL = frozenset({"refused", "failed", "address", "reader_gone", "dashboard_gone", "dashboard_empty"})


def queue_due_reports(now: datetime | None = None) -> int:
    """Whose time has come. A moment that was missed while the machine was off is made up for once, not once a day."""
    now = now or timezone.now()
    made = 0
    with transaction.atomic():
        due = Report.objects.select_for_update(skip_locked=True).filter(archived_at__isnull=True, next_at__lte=now)
        for report in due:
            made += put_in_line(report, at=report.next_at or now)
            report.next_at = next_time(report, after=now)
            report.save(update_fields=["next_at"])
    return made


def send_waiting(now: datetime | None = None, *, report_id: int | None = None) -> int:
    now = now or timezone.now()
    waiting = ReportSending.objects.filter(state=SendingState.WAITING)
    if report_id is not None:
        waiting = waiting.filter(report=report_id)
    return sum(_send(pk, now) for pk in waiting.order_by("id").values_list("pk", flat=True)[:500])


def pause_after(attempts: int) -> timedelta:
    """At once, then after 1, 3, 7 and 15 minutes."""
    return timedelta(minutes=2**attempts - 1)


def _send(pk: int, now: datetime) -> bool:
    """The row is locked while the mail is handed over, so that two workers never send it twice."""
    with transaction.atomic():
        sending = (
            ReportSending.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(pk=pk, state=SendingState.WAITING)
            .select_related("report__owner", "report__query", "report__question", "report__dashboard")
            .first()
        )
        if sending is None or now < sending.due_at + pause_after(sending.attempts):
            return False
        user = User.with_rights.filter(pk=sending.user_id, is_active=True).first()
        reader = ReportReader.objects.filter(report=sending.report_id, user=sending.user_id, left_at=None).first()
        sending.attempts += 1
        sending.error = _tried(sending, user, reader)
        if not sending.error:
            sending.state, sending.sent_at = SendingState.SENT, timezone.now()
        elif sending.error in _FINAL or sending.attempts >= ATTEMPTS:
            sending.state = SendingState.FAILED
        sending.save(update_fields=["attempts", "error", "state", "sent_at", "rows", "language"])
        if sending.state != SendingState.WAITING:
            verb = "report.sent" if sending.state == SendingState.SENT else "report.failed"
            after = {
                "name": sending.report.name, "user": sending.user_id, "rows": sending.rows, "error": sending.error,
            }  # fmt: skip
            append_event(NewEvent(verb, "report", sending.report_id, after=after), by=None)
    return sending.state == SendingState.SENT


def _tried(sending: ReportSending, user: User | None, reader: ReportReader | None) -> str:
    """The code of what went wrong, or nothing."""
    if user is None or reader is None:
        return "reader_gone"
    era = formats.current_era()
    sending.language = user.language
    try:
        with translation.override(user.language):
            formats.activate_era(user.era)
            told = told_report(sending.report, user=user)
            sending.rows = told.rows
            _mail(sending.report, told, user, reader).send()
    except NotTold as error:
        return error.code
    except SMTPRecipientsRefused as error:
        return "address" if all(code >= 500 for code, _told in error.recipients.values()) else "mail"
    except (OSError, ValueError):
        logger.warning("report %s could not be sent", sending.report_id, exc_info=True)
        return "mail"
    finally:
        formats.activate_era(era)
    return ""


def _mail(report: Report, told: Told, user: User, reader: ReportReader) -> EmailMessage:
    leave = _site(reader.token)
    lines = [
        _("Hello %(name)s,") % {"name": user.display_name},
        _("the report “%(title)s” is attached. It tells the figures of %(moment)s.")
        % {"title": told.title, "moment": formats.moment(told.as_of)},
        *told.remarks,
        _("You no longer want it? %(link)s") % {"link": leave},
    ]
    mail = EmailMessage(
        subject=one_line(told.title, 180), body="\n\n".join(lines) + "\n", to=[user.email],
        connection=get_connection(timeout=_PATIENCE_SECONDS),
        headers={"Auto-Submitted": "auto-generated", "List-Unsubscribe": f"<{leave}>",
                 "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )  # fmt: skip
    for name, content, kind in files_of(report.format, told, language=user.language):
        mail.attach(name, content, kind)
    return mail


def files_of(form: str, told: Told, *, language: str) -> list[tuple[str, bytes, str]]:
    """(name, content, type) of each file of the report."""
    stem = slugify(told.title, allow_unicode=True) or "report"
    found = []
    if form in (ReportFormat.PDF, ReportFormat.BOTH):
        found.append((f"{stem}.pdf", pdf_report(told, language=language), "application/pdf"))
    if form in (ReportFormat.EXCEL, ReportFormat.BOTH):
        found.append((f"{stem}.xlsx", workbook_report(told), "/".join(_XLSX)))
    return found


def _site(token: str) -> str:
    try:
        path = reverse("reports:leave", args=[token])
    except NoReverseMatch:
        path = "/"
    return f"{settings.CONFIGURATION.public_url}{path}"
