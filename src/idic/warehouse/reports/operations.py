from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between
from idic.foundation.jobs.queueing import queue
from idic.foundation.texts import one_line
from idic.warehouse.adhoc.queries import access_query
from idic.warehouse.models import Report, ReportFormat, ReportReader, ReportSending, Rhythm, SendingState
from idic.warehouse.queries.questions import access_dashboard, access_question
from idic.warehouse.reports.errors import ReportIncomplete, ReportOutdated
from idic.warehouse.reports.queries import access_report
from idic.warehouse.reports.schedule import next_time
from idic.warehouse.reports.sources import DASHBOARD, QUESTION, SOURCES, SQL


@dataclass(frozen=True)
class Settings:
    """What a person chooses of a report."""

    name: str
    source: str
    query_id: int | None = None
    question_id: int | None = None
    dashboard_id: int | None = None
    note: str = ""
    format: str = ReportFormat.PDF
    rhythm: str = Rhythm.NEVER
    weekday: int = 1
    month_day: int = 1
    at: time = time(8)
    reader_ids: tuple[int, ...] = ()


@transaction.atomic
def create_report(settings: Settings, *, by: User) -> Report:
    require(by, "report.manage")
    report = Report(owner=by)
    _take(report, settings, by=by)
    report.save()
    _set_readers(report, settings.reader_ids)
    append_event(NewEvent("report.created", "report", report.pk, after=_recorded(report)), by=by)
    return report


@transaction.atomic
def change_report(report: Report, settings: Settings, *, version: int, by: User) -> Report:
    require(by, "report.manage")
    report = Report.objects.select_for_update().get(pk=access_report(by, report.pk).pk)
    if report.version != version:
        raise ReportOutdated
    before = _recorded(report)
    _take(report, settings, by=by)
    report.version += 1
    report.save()
    _set_readers(report, settings.reader_ids)
    old, new = changes_between(before, _recorded(report))
    append_event(NewEvent("report.changed", "report", report.pk, before=old, after=new), by=by)
    return report


@transaction.atomic
def archive_report(report: Report, *, by: User) -> None:
    require(by, "report.manage")
    report = Report.objects.select_for_update().get(pk=access_report(by, report.pk).pk)
    report.archived_at, report.next_at = timezone.now(), None
    report.save(update_fields=["archived_at", "next_at"])
    append_event(NewEvent("report.archived", "report", report.pk, after={"name": report.name}), by=by)


@transaction.atomic
def send_now(report: Report, *, by: User) -> int:
    """To every reader, beside the schedule. Returns to how many."""
    require(by, "report.manage")
    report = access_report(by, report.pk)
    made = put_in_line(report, at=_moment(report))
    append_event(NewEvent("report.sent_now", "report", report.pk, after={"name": report.name, "readers": made}), by=by)
    return made


def _moment(report: Report) -> datetime:
    """Whoever presses twice within a second gets one mail, unless the first has come to its end meanwhile."""
    now = timezone.now()
    second = now.replace(microsecond=0)
    ended = ReportSending.objects.filter(report=report, due_at=second).exclude(state=SendingState.WAITING)
    return now if ended.exists() else second


@transaction.atomic
def leave_report(reader: ReportReader, *, by: User | None) -> None:
    """By the reader's own word: on the page, or by the link in a mail, which is proof enough for saying no."""
    reader = ReportReader.objects.select_for_update().select_related("report").get(pk=reader.pk)
    if reader.left_at is None:
        reader.left_at = timezone.now()
        reader.save(update_fields=["left_at"])
        after = {"name": reader.report.name, "user": reader.user_id}
        append_event(NewEvent("report.left", "report", reader.report_id, after=after), by=by)


def put_in_line(report: Report, *, at: datetime) -> int:
    """One sending for each reader; a second call for the same moment adds none. In the caller's transaction."""
    from idic.warehouse.reports.tasks import send_waiting_reports  # the task module needs the app registry

    readers = report.readers.filter(left_at__isnull=True).select_related("user")
    rows = [
        ReportSending(report=report, user=reader.user, due_at=at, next_at=at, language=reader.user.language)
        for reader in readers
    ]
    ReportSending.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        queue(send_waiting_reports, report_id=report.pk)
    return len(rows)


def _take(report: Report, settings: Settings, *, by: User) -> None:
    if not settings.name.strip() or (settings.source not in (SQL, QUESTION, DASHBOARD, *SOURCES)):
        raise ReportIncomplete
    query = None
    if settings.source == SQL:
        if settings.query_id is None:
            raise ReportIncomplete
        # one that the report tells already may go on being told, also by somebody whom it is not shared with
        query = report.query if report.query_id == settings.query_id else access_query(by, settings.query_id)
    question = None
    if settings.source == QUESTION:
        if settings.question_id is None:
            raise ReportIncomplete
        kept = report.question_id == settings.question_id
        question = report.question if kept else access_question(by, settings.question_id)
    dashboard = None
    if settings.source == DASHBOARD:
        if settings.dashboard_id is None:
            raise ReportIncomplete
        kept = report.dashboard_id == settings.dashboard_id
        dashboard = report.dashboard if kept else access_dashboard(by, settings.dashboard_id)
    report.name, report.note = one_line(settings.name, 120), settings.note[:500]
    report.source = settings.source
    report.query, report.question, report.dashboard = query, question, dashboard
    report.format, report.rhythm = ReportFormat(settings.format), Rhythm(settings.rhythm)
    report.weekday, report.month_day, report.at = settings.weekday, settings.month_day, settings.at
    report.next_at = next_time(report, after=timezone.now())


def _set_readers(report: Report, ids: Iterable[int]) -> None:
    """Who is taken off is gone. Whoever left stays away: their own word stands above that of who made the report."""
    wanted = set(User.objects.filter(pk__in=list(ids), is_active=True).values_list("pk", flat=True))
    report.readers.exclude(user__in=wanted).delete()
    known = {reader.user_id: reader for reader in report.readers.all()}
    ReportReader.objects.bulk_create([ReportReader(report=report, user_id=pk) for pk in wanted - known.keys()])


def _recorded(report: Report) -> dict[str, object]:
    return {
        "name": report.name, "note": report.note, "source": report.source, "query": report.query_id,
        "question": report.question_id, "dashboard": report.dashboard_id,
        "format": report.format, "rhythm": report.rhythm, "weekday": report.weekday, "month_day": report.month_day,
        "at": str(report.at)[:5], "readers": sorted(report.readers.values_list("user_id", flat=True)),
    }  # fmt: skip
