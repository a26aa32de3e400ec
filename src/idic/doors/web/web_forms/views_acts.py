from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from idic.domain.interact.web_forms.errors import WebFormError
from idic.domain.interact.web_forms.operations.forms import switch_form
from idic.domain.interact.web_forms.operations.holding import put_aside, release
from idic.domain.interact.web_forms.queries.web_forms import access_form, access_submission
from idic.doors.web.requests import SignedInRequest


@require_POST
def switch_on(request: SignedInRequest, pk: int) -> HttpResponse:
    form = switch_form(access_form(request.user, pk), is_active=True, by=request.user)
    messages.success(request, _("“%(name)s” takes what visitors send.") % {"name": form.name})
    return redirect("web_forms:detail", pk)


@require_POST
def switch_off(request: SignedInRequest, pk: int) -> HttpResponse:
    form = switch_form(access_form(request.user, pk), is_active=False, by=request.user)
    messages.success(request, _("“%(name)s” takes nothing any more and says so.") % {"name": form.name})
    return redirect("web_forms:detail", pk)


@require_POST
def release_submission(request: SignedInRequest, pk: int, submission_id: int) -> HttpResponse:
    try:
        row = release(access_submission(request.user, pk, submission_id), by=request.user)
    except WebFormError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is case #%(number)s now.") % {"number": row.case_id})
    return redirect("web_forms:detail", pk)


@require_POST
def put_submission_aside(request: SignedInRequest, pk: int, submission_id: int) -> HttpResponse:
    try:
        put_aside(access_submission(request.user, pk, submission_id), by=request.user)
    except WebFormError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Put aside. You find it under “Put aside” and can still release it."))
    return redirect("web_forms:detail", pk)
