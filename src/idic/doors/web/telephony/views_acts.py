from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from idic.domain.identify.errors import IdentifyError
from idic.domain.interact.cases.errors import CaseError
from idic.domain.interact.telephony.operations.calls import link_call, name_caller, note_call, open_case_of_call
from idic.domain.interact.telephony.queries.calls import access_call
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.doors.web.telephony.forms import CaseOfCallForm, NoteForm, chosen_customer
from idic.doors.web.telephony.views_log import call_page
from idic.doors.web.undo.offering import say_done
from idic.foundation.accounts.rules import require
from idic.foundation.texts import trimmed


@require_POST
def open_case(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, "case.create")
    call, form = access_call(request.user, pk), CaseOfCallForm(request.POST)
    if not form.is_valid():
        return call_page(request, call, case_form=form, status=422)
    try:
        case = open_case_of_call(call, by=request.user, **form.cleaned_data)
    except CaseError as error:
        tell(form, error)
        return call_page(request, call, case_form=form, status=422)
    say_done(request, _("Case %(number)s is opened.") % {"number": case.number}, noun="case", pk=case.pk)
    return redirect("cases:detail", pk=case.pk)


@require_POST
def link(request: SignedInRequest, pk: int) -> HttpResponse:
    """The caller is somebody whom we know, or becomes somebody new by their name."""
    require(request.user, "case.create")
    call = access_call(request.user, pk)
    chosen = chosen_customer(request.user, request.POST.get("customer", ""))
    name = trimmed(request.POST.get("name", ""), 300)
    if chosen is not None:
        link_call(call, chosen, by=request.user)
        messages.success(request, _("The call belongs to %(name)s now.") % {"name": chosen.name})
    elif name:
        try:
            made = name_caller(call, name, by=request.user)
        except IdentifyError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("%(name)s is a customer now, with this number.") % {"name": made.name})
    else:
        messages.error(request, _("Choose a customer, or enter a name."))
    return redirect("calls:detail", pk)


@require_POST
def note(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, "case.create")
    form = NoteForm(request.POST)
    if form.is_valid():
        note_call(access_call(request.user, pk), form.cleaned_data["note"], by=request.user)
        messages.success(request, _("The note is kept."))
    return redirect("calls:detail", pk)
