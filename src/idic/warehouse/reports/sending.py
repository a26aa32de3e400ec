"""Reports by mail: each reader gets what they may read, in their language."""

from __future__ import annotations

from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.house_mail.handing_over import is_final, is_of_our_making
from idic.foundation.house_mail.header_ids import new_header_id
from idic.foundation.house_mail.rows import COMPOSE
from idic.foundation.house_mail.steps import SETTLED, Way
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

#: A quarter of an hour in all: a report is about this morning.
_PAUSES = tuple(timedelta(minutes=one) for one in (1, 2, 4, 8))
_XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
#: What another try cannot mend.
_FINAL = frozenset({"refused", "failed", "dashboard_gone", "dashboard_empty"})
_VERBS = {
    SendingState.SENT: "report.sent", SendingState.FAILED: "report.failed", SendingState.UNSURE: "report.unsure",
}  # fmt: skip


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
    due = Q(next_at__lte=now or timezone.now())
    return _WAY.send_round(due if report_id is None else due & Q(report=report_id))


def _compose(sending: ReportSending) -> EmailMessage | None:
    user = User.with_rights.filter(pk=sending.user_id, is_active=True).first()
    reader = ReportReader.objects.filter(report=sending.report_id, user=sending.user_id, left_at=None).first()
    if user is None or reader is None:
        _WAY.settle(sending, SendingState.FAILED, "reader_gone")
        return None
    era = formats.current_era()
    sending.language = user.language
    try:
        with translation.override(user.language):
            formats.activate_era(user.era)
            told = told_report(sending.report, user=user)
            mail = _mail(sending.report, told, user, reader)
    except NotTold as error:
        is_over = error.code in _FINAL or sending.attempts > len(_PAUSES)
        _WAY.settle(sending, SendingState.FAILED if is_over else SendingState.WAITING, error.code)
        return None
    finally:
        formats.activate_era(era)
    sending.rows, sending.header_id = told.rows, sending.header_id or new_header_id()
    sending.save(update_fields=["rows", "language", "header_id"])
    mail.extra_headers["Message-ID"] = f"<{sending.header_id}>"
    return mail


def _keep(sending: ReportSending) -> None:
    sending.save(update_fields=[*SETTLED, "language"])
    verb = _VERBS.get(SendingState(sending.state))
    if verb is not None:
        after = {"name": sending.report.name, "user": sending.user_id, "rows": sending.rows, "error": sending.error}
        append_event(NewEvent(verb, "report", sending.report_id, after=after), by=None)


def _reason(state: str, error: Exception | None) -> str:
    if state == SendingState.UNSURE:
        return "interrupted"
    if isinstance(error, SMTPRecipientsRefused) and is_final(error):
        return "address"
    return COMPOSE if error is not None and is_of_our_making(error) else "mail"


_WAY = Way(
    "report sending %s",
    ReportSending.objects.select_related("report__owner", "report__query", "report__question", "report__dashboard"),
    _compose, _keep, _PAUSES, _reason,
)  # fmt: skip


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
