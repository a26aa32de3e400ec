from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.interact.cases.errors import CaseError
from idic.domain.interact.cases.models import Case
from idic.domain.interact.complaints.enums import ComplaintState
from idic.domain.interact.complaints.errors import ComplaintError
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.queries.own import own_complaint, own_complaints
from idic.domain.interact.portal.errors import PortalError
from idic.domain.interact.portal.operations import cases as own
from idic.domain.interact.portal.queries.cases import (
    access_own_case,
    access_own_file,
    judged_here,
    messages_of,
    own_cases,
)
from idic.doors.web.cases.views_files import handed_out
from idic.doors.web.outside.uploads import kept_files
from idic.doors.web.portal.forms import AnswerForm, VerdictForm
from idic.doors.web.portal.views_ask import says_too_much, too_much
from idic.doors.web.portal.visits import VisitorRequest, for_customers, portal_page
from idic.doors.web.portal.wording import Said, said_as_complaint, state_words, thread_of
from idic.foundation.paging.keyset import Order, keyset_page


@require_GET
@for_customers
def own_list(request: VisitorRequest) -> HttpResponse:
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(own_cases(request.customer), Order("received_at", descending=True), cursor=cursor, size=20)
    decided = own_complaints(page.rows, state=ComplaintState.DECIDED)
    rows = [(one, *state_words(one, is_decided=one.pk in decided)) for one in page.rows]
    return portal_page(request, "portal/home.html", {"rows": rows, "page": page})


@require_GET
@for_customers
def case(request: VisitorRequest, pk: int) -> HttpResponse:
    return _shown(request, access_own_case(request.customer, pk))


@require_POST
@for_customers
def answer(request: VisitorRequest, pk: int) -> HttpResponse:
    found = access_own_case(request.customer, pk)
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, found, form=form, status=422)
    if says_too_much(request):
        form.add_error(None, too_much())
        return _shown(request, found, form=form, status=429)
    said = form.cleaned_data
    try:
        kept = own.answer(
            request.portal, pk, said["text"], number=said["number"], files=kept_files(said["attachments"])
        )
    except (PortalError, CaseError) as error:
        form.add_error("text", str(error))
        return _shown(request, found, form=form, status=422)
    if kept.case_id != pk:
        messages.success(request, _("Your earlier request ended some time ago: this is a new one."))
    else:
        messages.success(request, _("Your answer has reached us."))
    return redirect("portal:case", pk=kept.case_id)


@require_POST
@for_customers
def verdict(request: VisitorRequest, pk: int) -> HttpResponse:
    found = access_own_case(request.customer, pk)
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, judging=form, status=422)
    said = form.cleaned_data
    act, told = (
        (own.accept, _("Thank you. We are glad that you are content."))
        if said["is_content"] == "yes"
        else (own.reject, _("Thank you for telling us. We look at it again."))
    )
    try:
        act(request.portal, pk, note=said["note"], handling=said["handling"], outcome=said["outcome"])
    except (PortalError, CaseError, ComplaintError) as error:
        form.add_error(None, str(error))
        return _shown(request, access_own_case(request.customer, pk), judging=form, status=422)
    messages.success(request, told)
    return redirect("portal:case", pk=pk)


@require_GET
@for_customers
def file(request: VisitorRequest, pk: int, file_id: int) -> FileResponse:
    """Always as a download, never shown as a page of ours."""
    found = access_own_file(request.customer, pk, file_id)
    return handed_out(found.path, found.name)


def _shown(
    request: VisitorRequest, found: Case, *, form: AnswerForm | None = None, judging: VerdictForm | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    complaint = own_complaint(found)
    is_decided = complaint is not None and complaint.state == ComplaintState.DECIDED
    words, tone = state_words(found, is_decided=is_decided)
    context: dict[str, Any] = {
        "case": found, "state": words, "tone": tone, "said": _thread(found, complaint, request.GET.get("whole", "")),
        "form": form or AnswerForm(), "judging": judging or VerdictForm(), "is_judged": is_decided or judged_here(found),
        "decided": complaint if is_decided else None,
    }  # fmt: skip
    return portal_page(request, "portal/case.html", context, status=status)


def _thread(found: Case, complaint: Complaint | None, whole: str) -> list[Said]:
    said = thread_of(found, messages_of(found), whole=whole)
    if complaint is None:
        return said
    return sorted([*said, *said_as_complaint(complaint, whole=whole)], key=lambda one: one.at)
