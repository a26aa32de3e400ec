from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require
from idic.warehouse.models import Report, ReportReader, ReportSending


def visible_reports(user: User) -> QuerySet[Report]:
    """Who manages reports sees all of them; others those that are sent to them."""
    require(user, "question.ask")
    reports = Report.objects.filter(archived_at__isnull=True).select_related("owner", "query", "question", "dashboard")
    if may(user, "report.manage"):
        return reports
    return reports.filter(pk__in=Report.objects.filter(readers__user=user, readers__left_at__isnull=True).values("pk"))


def with_readers(reports: QuerySet[Report]) -> QuerySet[Report]:
    return reports.annotate(reader_count=Count("readers", filter=Q(readers__left_at__isnull=True)))


def access_report(user: User, pk: int) -> Report:
    found = visible_reports(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def newest_sendings(report: Report, *, limit: int = 50) -> list[ReportSending]:
    return list(report.sendings.select_related("user").order_by("-id")[:limit])


def reader_with(token: str) -> ReportReader | None:
    """Whoever holds the token of a mail is its reader."""
    return ReportReader.objects.select_related("report").filter(token=token).first() if len(token) <= 43 else None
