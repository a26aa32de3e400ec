from __future__ import annotations

from typing import cast

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.queries.complaints import access_complaint
from idic.domain.interact.complaints.queries.own import case_of_complainer
from idic.doors.web.complaints.wording import CHECKS, DONTS, STEPS
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.enums import Language as Languages
from idic.methods.courtesy import Language, advise

_READ = 5000
_SHOWN = 6


@require_POST
def advice(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a draft may hurt with, while it is typed. Hints: nothing is refused for them, nothing of it is kept."""
    complaint = access_complaint(request.user, pk)
    text = request.POST.get(request.POST.get("field", ""), "").replace("\x00", "")[:_READ]
    found = advise(text, language_of(complaint, request.user.language))
    coached = {**DONTS, **CHECKS}
    shown = {one.code: one for one in reversed(found.findings)}
    findings = [(one, coached[one.code]) for one in found.findings if shown[one.code] is one][:_SHOWN]
    steps = [(STEPS[code].name, code in found.steps) for code in STEPS]
    context = {"findings": findings, "steps": steps, "is_empty": not text.strip()}
    return render(request, "complaints/_advice.html", context)


def language_of(complaint: Complaint, otherwise: str) -> Language:
    """Of whoever complained: the case's, else the customer's, else the one given."""
    case = case_of_complainer(complaint)
    known = (case.language, case.customer.language if case.customer is not None else "", otherwise)
    return cast("Language", next((one for one in known if one in Languages.values), "en"))
