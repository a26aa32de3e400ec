from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.interact.plans.errors import PlanError
from idic.domain.interact.plans.models import Plan
from idic.domain.interact.plans.operations.ending import stop_begun
from idic.domain.interact.plans.operations.plans import archive_plan, restore_plan, switch_plan
from idic.domain.interact.plans.queries.overlap import also_begun
from idic.domain.interact.plans.queries.plans import Counts, access_plan, counts_of, versions_of
from idic.domain.interact.plans.queries.preview import DAYS, preview
from idic.domain.interact.plans.queries.versions import steps_of
from idic.domain.interact.plans.rules import MANAGES
from idic.doors.web.plans.wording import cause_day_words, facts_of, step_words, why_words
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may, require


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = access_plan(request.user, pk)
    versions = versions_of(plan)
    newest, may_manage = versions[0], may(request.user, MANAGES)
    steps, looked = steps_of(newest), None
    if may_manage and not plan.is_archived:
        looked = preview(newest, request.user, today=timezone.localdate(), steps=steps)
    context = {
        "plan": plan, "newest": newest, "facts": facts_of(newest), "may_manage": may_manage, "days": DAYS,
        "steps": [(one, step_words(one, newest)) for one in steps],
        "versions": versions, "looked": looked,
        "left_out": [(why_words(why), count) for why, count in looked.left_out] if looked else [],
        "first": [(one.customer, cause_day_words(newest.trigger, one.cause_on)) for one in looked.first] if looked else [],
        "hidden": {"version": str(plan.version)}, "also": [] if plan.is_archived else also_begun(request.user, newest),
        "running": counts_of([plan], today=timezone.localdate()).get(plan.pk, Counts()).running,
    }  # fmt: skip
    return render(request, "plans/detail.html", context)


@require_POST
def switch(request: SignedInRequest, pk: int) -> HttpResponse:
    is_on = request.POST.get("on") == "1"
    told = _("The plan is on: it begins from now on.") if is_on else _("The plan is off. What has begun goes on.")
    return _act(
        request, pk, lambda plan, version: switch_plan(plan, is_on=is_on, version=version, by=request.user), told
    )


@require_POST
def archive(request: SignedInRequest, pk: int) -> HttpResponse:
    told = _("The plan is archived. What has begun goes on.")
    return _act(request, pk, lambda plan, version: archive_plan(plan, version=version, by=request.user), told)


@require_POST
def stop(request: SignedInRequest, pk: int) -> HttpResponse:
    told = _("What the plan had begun is stopped. What was done stays.")
    return _act(request, pk, lambda plan, version: stop_begun(plan, version=version, by=request.user), told)


@require_POST
def restore(request: SignedInRequest, pk: int) -> HttpResponse:
    told = _("The plan is back, and off.")
    return _act(request, pk, lambda plan, version: restore_plan(plan, version=version, by=request.user), told)


def _act(request: SignedInRequest, pk: int, act: Callable[[Plan, int], object], told: str) -> HttpResponse:
    require(request.user, MANAGES)
    plan, text = access_plan(request.user, pk), request.POST.get("version", "")
    try:
        act(plan, int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0)
    except PlanError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)
    return redirect("plans:detail", pk)
