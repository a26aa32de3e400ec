from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.interact.cases.errors import CaseError
from idic.domain.interact.errors import InteractError
from idic.domain.interact.plans.errors import PlanError
from idic.domain.interact.plans.models import Finding
from idic.domain.interact.plans.operations.findings import close_finding, give_finding, open_case_for
from idic.domain.interact.plans.queries.findings import access_finding
from idic.doors.web.plans.forms import DoneForm, GiveForm
from idic.doors.web.plans.wording import SEVERITY_TONES
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.foundation.accounts.rules import may


@require_GET
def finding(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, access_finding(request.user, pk), DoneForm())


@require_POST
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access_finding(request.user, pk, permission="follow_up.change")
    form = DoneForm(request.POST)
    if form.is_valid():
        try:
            close_finding(found, done=form.cleaned_data["done"], by=request.user)
        except PlanError as error:
            tell(form, error)
        else:
            messages.success(request, _("The finding is closed."))
            return redirect("plans:finding", pk)
    return _page(request, found, form)


@require_POST
def give(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access_finding(request.user, pk, permission="follow_up.change")
    form = GiveForm(request.POST, by=request.user, current=found.owner)
    if form.is_valid():
        try:
            given = give_finding(found, owner=form.cleaned_data["owner"], by=request.user)
        except (PlanError, InteractError) as error:
            tell(form, error)
        else:
            messages.success(request, _("%(person)s sees to it now.") % {"person": given.owner.display_name})
            return redirect("plans:findings")
    return _page(request, found, DoneForm(), giving=form)


@require_POST
def to_case(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access_finding(request.user, pk, permission="follow_up.change")
    try:
        case = open_case_for(found, is_complaint=request.POST.get("as") == "complaint", by=request.user)
    except (PlanError, CaseError) as error:
        messages.error(request, str(error))
        return redirect("plans:finding", pk)
    messages.success(request, _("Case %(number)s is open.") % {"number": case.number})
    return redirect("cases:detail", case.pk)


def _page(request: SignedInRequest, found: Finding, form: DoneForm, *, giving: GiveForm | None = None) -> HttpResponse:
    context = {
        "finding": found, "form": form, "giving": giving or GiveForm(by=request.user, current=found.owner),
        "tone": SEVERITY_TONES[found.severity], "is_open": found.closed_at is None,
        "may_change": may(request.user, "follow_up.change"), "may_open_case": may(request.user, "case.create"),
    }  # fmt: skip
    return render(request, "plans/finding.html", context, status=422 if form.is_bound or giving is not None else 200)
