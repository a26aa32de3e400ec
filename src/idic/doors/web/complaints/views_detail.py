from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from idic.domain.interact.cases.errors import CaseError, CaseOutdated
from idic.domain.interact.cases.queries.cases import access_case
from idic.domain.interact.complaints.errors import AlreadyComplaint, ComplaintError, ComplaintOutdated
from idic.domain.interact.complaints.operations.receiving import open_complaint
from idic.domain.interact.complaints.queries.complaints import access_complaint, complaint_of_case
from idic.doors.web.complaints.acts import ACTS, FIELDS
from idic.doors.web.complaints.forms import StepForm
from idic.doors.web.complaints.page import complaint_page
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.foundation.desk.errors import DeskError
from idic.foundation.errors import WordedError


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return complaint_page(request, access_complaint(request.user, pk))


@require_POST
def open_of_case(request: SignedInRequest, pk: int) -> HttpResponse:
    """A case is handled as a complaint from now on; who presses twice comes to the same page."""
    case = access_case(request.user, pk, permission="case.change")
    try:
        complaint = open_complaint(case, remedy_wanted=request.POST.get("remedy_wanted", "")[:20_000], by=request.user)
    except AlreadyComplaint:
        found = complaint_of_case(request.user, pk)
        return redirect("complaints:detail", pk=found.pk) if found else redirect("cases:detail", pk=pk)
    except (CaseError, DeskError) as error:
        messages.error(request, str(error))
        return redirect("cases:detail", pk=pk)
    return redirect("complaints:detail", pk=complaint.pk)


@require_POST
def act(request: SignedInRequest, pk: int, act: str) -> HttpResponse:
    """Back to the page of the complaint; what cannot be done is said there, beside what was typed."""
    if act not in ACTS:
        raise Http404
    chosen = ACTS[act]
    complaint = access_complaint(request.user, pk, permission="case.change")
    form = chosen.form(request.POST, complaint=complaint, by=request.user, act=act)
    if not form.is_valid():
        return complaint_page(request, complaint, failed=(act, form))
    try:
        chosen.do(complaint, form.values(), request.user)
    except (ComplaintError, CaseError, DeskError) as error:
        # read again: the page shows how it stands now, and a second press names that version
        complaint = access_complaint(request.user, pk, permission="case.change")
        again = chosen.form(_typed(request, error, complaint.version), complaint=complaint, by=request.user, act=act)
        _say(again, error)
        return complaint_page(request, complaint, failed=(act, again))
    messages.success(request, str(chosen.done))
    return redirect("complaints:detail", pk=pk)


def _typed(request: SignedInRequest, error: Exception, version: int) -> QueryDict:
    typed = request.POST.copy()
    if isinstance(error, ComplaintOutdated | CaseOutdated):
        typed["version"] = str(version)
    return typed


def _say(form: StepForm, error: WordedError) -> None:
    """A form that was read without an error, and is refused for what it says."""
    form.full_clean()
    tell(form, error, FIELDS)
