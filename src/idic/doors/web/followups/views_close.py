from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from idic.domain.interact.errors import InteractError
from idic.domain.interact.operations.follow_ups import cancel_follow_up, reopen_follow_up
from idic.domain.interact.plans.errors import PlanError
from idic.domain.interact.plans.operations.findings import record_result
from idic.domain.interact.plans.queries.plans import touch_of
from idic.domain.interact.queries.follow_ups import access_follow_up
from idic.doors.web.followups.forms import OutcomeForm
from idic.doors.web.followups.views_detail import detail_page
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell


@require_http_methods(["GET", "POST"])
def complete(request: SignedInRequest, pk: int) -> HttpResponse:
    """From the list it answers the dialog by htmx; else it is a part of the follow-up's own page."""
    follow_up = access_follow_up(request.user, pk, permission="follow_up.change")
    in_dialog = bool(request.htmx) and not request.htmx.history_restore_request
    if request.method == "GET":
        if not in_dialog:
            return redirect("followups:detail", pk=pk)
        return render(
            request,
            "followups/_outcome.html",
            {"follow_up": follow_up, "form": OutcomeForm(), "touch": touch_of(follow_up)},
        )
    form = OutcomeForm(request.POST)
    if form.is_valid():
        try:
            outcome, note, finding = form.result()
            record_result(follow_up, outcome=outcome, note=note, finding=finding, by=request.user)
        except (InteractError, PlanError) as error:
            tell(form, error)
        else:
            if in_dialog:
                response = render(request, "followups/_closed.html", {"follow_up": follow_up})
                return trigger_client_event(response, "followups:closed")
            messages.success(request, _("Done. It stands on the customer's timeline."))
            if "next" in request.POST:
                return redirect("followups:next")
            return redirect("followups:detail", pk=pk)
    if in_dialog:
        return render(
            request,
            "followups/_outcome.html",
            {"follow_up": follow_up, "form": form, "touch": touch_of(follow_up)},
            status=422,
        )
    return detail_page(request, follow_up, outcome=form, status=422)


@require_POST
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    follow_up = access_follow_up(request.user, pk, permission="follow_up.change")
    try:
        cancel_follow_up(follow_up, by=request.user)
    except InteractError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The follow-up is cancelled."))
    return redirect("followups:detail", pk=pk)


@require_POST
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    follow_up = access_follow_up(request.user, pk, permission="follow_up.change")
    reopen_follow_up(follow_up, by=request.user)
    messages.success(request, _("The follow-up is open again."))
    if request.htmx:
        return trigger_client_event(HttpResponse(), "followups:closed")
    return redirect("followups:detail", pk=pk)
