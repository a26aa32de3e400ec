from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.doors.web.reports.forms import ASKED_BY, ReportForm, initial_of
from idic.doors.web.reports.wording import SENDING_TONES, failure_of, rhythm_of, source_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import may, require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.languages.formats import number
from idic.foundation.paging.keyset import Order, keyset_page
from idic.warehouse.adhoc.errors import AdhocError
from idic.warehouse.models import Report, ReportFormat, Rhythm
from idic.warehouse.reports.errors import NotTold, ReportError
from idic.warehouse.reports.operations import archive_report, change_report, create_report, send_now
from idic.warehouse.reports.queries import access_report, newest_sendings, visible_reports, with_readers
from idic.warehouse.reports.sending import files_of
from idic.warehouse.reports.sources import SOURCES
from idic.warehouse.reports.telling import told_report


@require_GET
def report_list(request: SignedInRequest) -> HttpResponse:
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(with_readers(visible_reports(request.user)), Order("name"), cursor=cursor)
    rows = [(one, source_of(one), rhythm_of(one)) for one in page.rows]
    return render(
        request, "reports/list.html", {"page": page, "rows": rows, "may_manage": may(request.user, "report.manage")}
    )


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, "report.manage")
    if request.method == "GET":
        initial: dict[str, Any] = {
            "format": ReportFormat.PDF, "rhythm": Rhythm.NEVER, "at": "08:00", "month_day": 1, "source": next(iter(SOURCES)),
        }  # fmt: skip
        form = ReportForm(initial=initial, user=request.user)
        for source, field in ASKED_BY.items():
            name = form.offered[field].get(request.GET.get(field, ""))
            if name is not None:
                form.initial.update({"source": source, field: request.GET[field], "name": name})
        return _form(request, form)
    form = ReportForm(request.POST, user=request.user)
    if not form.is_valid():
        return _form(request, form, status=422)
    try:
        report = create_report(form.settings(), by=request.user)
    except (ReportError, AdhocError) as error:
        form.add_error(None, str(error))
        return _form(request, form, status=422)
    messages.success(request, _("The report “%(name)s” is saved.") % {"name": report.name})
    return redirect("reports:detail", report.pk)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    report = access_report(request.user, pk)
    require(request.user, "report.manage")
    if request.method == "GET":
        return _form(request, ReportForm(initial=initial_of(report), user=request.user, report=report), report=report)
    form = ReportForm(request.POST, user=request.user, report=report)
    if not form.is_valid():
        return _form(request, form, report=report, status=422)
    try:
        change_report(report, form.settings(), version=form.cleaned_data["version"] or 0, by=request.user)
    except (ReportError, AdhocError) as error:
        form.add_error(None, str(error))
        return _form(request, form, report=report, status=422)
    messages.success(request, _("The report “%(name)s” is saved.") % {"name": form.cleaned_data["name"]})
    return redirect("reports:detail", pk)


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    report = access_report(request.user, pk)
    may_manage = may(request.user, "report.manage")
    sendings = newest_sendings(report) if may_manage else [
        one for one in newest_sendings(report, limit=200) if one.user_id == request.user.pk
    ]  # fmt: skip
    readers = list(report.readers.select_related("user").order_by("user__display_name"))
    context = {
        "report": report, "source": source_of(report), "rhythm": rhythm_of(report), "may_manage": may_manage,
        "sendings": [(one, SENDING_TONES[one.state], failure_of(one)) for one in sendings],
        "readers": readers if may_manage else [], "count": sum(1 for one in readers if one.left_at is None),
        "mine": next((one for one in readers if one.user_id == request.user.pk and one.left_at is None), None),
    }  # fmt: skip
    return render(request, "reports/detail.html", context)


@require_GET
def download(request: SignedInRequest, pk: int) -> HttpResponse:
    """For oneself: with one's own rights, in the language on show."""
    report = access_report(request.user, pk)
    form = request.GET.get("as", ReportFormat.PDF)
    if form not in (ReportFormat.PDF, ReportFormat.EXCEL):
        raise NotVisible
    try:
        told = told_report(report, user=request.user)
    except NotTold as error:
        messages.error(request, str(error))
        return redirect("reports:detail", pk)
    [(name, content, kind)] = files_of(form, told, language=request.LANGUAGE_CODE)
    with transaction.atomic():
        after = {"name": report.name, "format": form, "rows": told.rows}
        append_event(NewEvent("report.downloaded", "report", report.pk, after=after), by=request.user)
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{escape_uri_path(name)}"
    return response


@require_POST
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    report = access_report(request.user, pk)
    made = send_now(report, by=request.user)
    if made:
        told = ngettext(
            "The report goes to %(count)s reader.", "The report goes to %(count)s readers.", made
        ) % {"count": number(made)}  # fmt: skip
        messages.success(request, told)
    else:
        messages.warning(request, _("Nobody reads this report yet. Choose readers first."))
    return redirect("reports:detail", pk)


@require_POST
def archive(request: SignedInRequest, pk: int) -> HttpResponse:
    report = access_report(request.user, pk)
    archive_report(report, by=request.user)
    messages.success(request, _("The report “%(name)s” was put away.") % {"name": report.name})
    return redirect("reports:list")


def _form(
    request: SignedInRequest, form: ReportForm, *, report: Report | None = None, status: int = 200
) -> HttpResponse:
    return render(request, "reports/edit.html", {"form": form, "report": report}, status=status)
