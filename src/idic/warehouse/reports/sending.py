"""Reports by mail: each reader gets what they may read, in their language. Sent once, or perhaps, and tried again where it
surely did not leave."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import Error as DatabaseTrouble
from django.db import InterfaceError, OperationalError, transaction
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.house_mail.handing_over import has_surely_not_left, is_final, is_of_our_making
from idic.foundation.house_mail.header_ids import new_header_id
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
#: It could not be put together.
COMPOSE = "compose"
_PATIENCE_SECONDS = 30
#: Whoever has just written it down has not locked it yet.
_HELD = timedelta(minutes=1)
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
    now = now or timezone.now()
    waiting = ReportSending.objects.filter(state=SendingState.WAITING)
    if report_id is not None:
        waiting = waiting.filter(report=report_id)
    return sum(_send(pk, now) for pk in waiting.order_by("id").values_list("pk", flat=True)[:500])


def pause_after(attempts: int) -> timedelta:
    """At once, then after 1, 3, 7 and 15 minutes."""
    return timedelta(minutes=2**attempts - 1)


def _send(pk: int, now: datetime) -> bool:
    """In steps, as decision 43 has them: counted, put together, the line opened, the handing over written down, then given."""
    if not _claim(pk, now):
        return False
    try:
        mail = _put_together(pk)
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # what another try cannot mend, as far as anybody knows: a person says when
        logger.exception("report sending %s could not be put together", pk)
        _stop(pk)
        return False
    if mail is None:
        return False
    server = mail.connection = get_connection(timeout=_PATIENCE_SECONDS)
    try:
        server.open()
        return _hand_over(pk) and _give(pk, mail)
    except DatabaseTrouble:  # whoever looks next finds it handed over, or waiting
        raise
    except Exception as error:
        logger.warning(
            "report sending %s did not leave: %s", pk, type(error).__name__, exc_info=is_of_our_making(error)
        )
        _failed(pk, error)
        return False
    finally:
        server.close()


@transaction.atomic
def _claim(pk: int, now: datetime) -> bool:
    """An attempt is counted before it is made: one that takes its worker down is not made for ever."""
    sending = _waiting(pk)
    if sending is None or (sending.handed_at is None and now < sending.due_at + pause_after(sending.attempts)):
        return False
    if sending.handed_at is not None:
        if timezone.now() - sending.handed_at > _HELD:
            _settle(sending, SendingState.UNSURE, "interrupted")
        return False
    if sending.attempts >= ATTEMPTS:
        _settle(sending, SendingState.FAILED, sending.error or "mail")
        return False
    sending.attempts += 1
    sending.save(update_fields=["attempts"])
    return True


@transaction.atomic
def _put_together(pk: int) -> EmailMessage | None:
    sending = _waiting(pk)
    if sending is None:
        return None
    user = User.with_rights.filter(pk=sending.user_id, is_active=True).first()
    reader = ReportReader.objects.filter(report=sending.report_id, user=sending.user_id, left_at=None).first()
    if user is None or reader is None:
        _settle(sending, SendingState.FAILED, "reader_gone")
        return None
    era = formats.current_era()
    sending.language = user.language
    try:
        with translation.override(user.language):
            formats.activate_era(user.era)
            told = told_report(sending.report, user=user)
            mail = _mail(sending.report, told, user, reader)
    except NotTold as error:
        is_over = error.code in _FINAL or sending.attempts >= ATTEMPTS
        _settle(sending, SendingState.FAILED if is_over else SendingState.WAITING, error.code)
        return None
    finally:
        formats.activate_era(era)
    sending.rows, sending.header_id = told.rows, sending.header_id or new_header_id()
    sending.save(update_fields=["rows", "language", "header_id"])
    mail.extra_headers["Message-ID"] = f"<{sending.header_id}>"
    return mail


@transaction.atomic
def _hand_over(pk: int) -> bool:
    free = ReportSending.objects.filter(pk=pk, state=SendingState.WAITING, handed_at__isnull=True)
    return bool(free.update(handed_at=timezone.now()))


@transaction.atomic
def _give(pk: int, mail: EmailMessage) -> bool:
    """Nothing where somebody else has found it handed over and taken it for cut off: by then it is perhaps sent."""
    sending = _waiting(pk)
    if sending is None:
        return False
    mail.send()
    sending.sent_at = timezone.now()
    _settle(sending, SendingState.SENT, "")
    return True


@transaction.atomic
def _failed(pk: int, error: Exception) -> None:
    sending = _waiting(pk)
    if sending is None:
        return
    if sending.handed_at is not None and not has_surely_not_left(error):
        _settle(sending, SendingState.UNSURE, "interrupted")
        return
    sending.handed_at = None
    is_address = isinstance(error, SMTPRecipientsRefused) and is_final(error)
    is_over = is_final(error) or sending.attempts >= ATTEMPTS
    code = "address" if is_address else COMPOSE if is_of_our_making(error) else "mail"
    _settle(sending, SendingState.FAILED if is_over else SendingState.WAITING, code)


@transaction.atomic
def _stop(pk: int) -> None:
    sending = _waiting(pk)
    if sending is not None:
        _settle(sending, SendingState.FAILED, COMPOSE)


def _waiting(pk: int) -> ReportSending | None:
    rows = ReportSending.objects.select_for_update(skip_locked=True, of=("self",)).select_related(
        "report__owner", "report__query", "report__question", "report__dashboard"
    )
    return rows.filter(pk=pk, state=SendingState.WAITING).first()


def _settle(sending: ReportSending, state: SendingState, error: str) -> None:
    sending.state, sending.error = state, error
    sending.save(update_fields=["attempts", "error", "state", "sent_at", "handed_at", "rows", "language"])
    verb = _VERBS.get(state)
    if verb is not None:
        after = {"name": sending.report.name, "user": sending.user_id, "rows": sending.rows, "error": error}
        append_event(NewEvent(verb, "report", sending.report_id, after=after), by=None)


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
