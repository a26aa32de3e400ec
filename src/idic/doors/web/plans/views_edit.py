from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from idic.domain.interact.plans.errors import PlanError
from idic.domain.interact.plans.models import Plan
from idic.domain.interact.plans.operations.plans import change_plan, create_plan
from idic.domain.interact.plans.queries.plans import access_plan
from idic.domain.interact.plans.queries.versions import newest_version, steps_of
from idic.domain.interact.plans.rules import MANAGES
from idic.doors.web.plans.forms import FollowUpPlanForm
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.foundation.accounts.rules import require


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, MANAGES)
    form = FollowUpPlanForm(request.POST or None, by=request.user)
    if form.is_valid():
        data = form.cleaned_data
        try:
            plan = create_plan(data["name"], data["kind"], form.draft(), by=request.user)
        except PlanError as error:
            tell(form, error)
        else:
            messages.success(request, _("The plan is kept, and still off. See below whom it would have started."))
            return redirect("plans:detail", plan.pk)
    return _page(request, form)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Always a new version: what has begun goes on by its own."""
    require(request.user, MANAGES)
    plan = access_plan(request.user, pk)
    last = newest_version(plan)
    form = FollowUpPlanForm(request.POST or None, by=request.user, plan=plan, last=last, steps=steps_of(last))
    if form.is_valid():
        data = form.cleaned_data
        try:
            change_plan(plan, data["name"], data["kind"], form.draft(), version=data["version"] or 0, by=request.user)
        except PlanError as error:
            tell(form, error)
        else:
            messages.success(request, _("A new version is kept. What has begun goes on as it was."))
            return redirect("plans:detail", pk)
    return _page(request, form, plan)


def _page(request: SignedInRequest, form: FollowUpPlanForm, plan: Plan | None = None) -> HttpResponse:
    return render(request, "plans/edit.html", {"form": form, "plan": plan}, status=422 if form.is_bound else 200)
