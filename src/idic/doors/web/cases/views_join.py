"""Cases that are one, that hang together, or that come from one contact."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.interact.cases.errors import CaseError
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.operations.joining import link_case, merge_case, split_case
from idic.domain.interact.cases.queries.cases import access_case, candidates_for
from idic.domain.interact.cases.queries.files import access_message
from idic.doors.web.cases.forms import CaseForm
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.doors.web.undo.offering import say_done
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import require
from idic.foundation.texts import one_line, trimmed


@require_GET
def find(request: SignedInRequest, pk: int) -> HttpResponse:
    """Other cases while words or a number are typed; without any, those of the same contact."""
    case = access_case(request.user, pk, permission="case.change")
    text = trimmed(request.GET.get("q", ""), 100)
    found = candidates_for(request.user, case, text)
    return render(request, "cases/_candidates.html", {"found": found, "asked": text})


@require_POST
def merge(request: SignedInRequest, pk: int) -> HttpResponse:
    case = access_case(request.user, pk, permission="case.change")
    other = _other(request)
    if other is None:
        messages.error(request, _("Choose the other case first."))
        return redirect("cases:detail", pk=pk)
    try:
        stays = merge_case(case, into=other, by=request.user)
    except CaseError as error:
        messages.error(request, str(error))
        return redirect("cases:detail", pk=pk)
    told = {"gone": case.number, "stays": stays.number}
    say_done(request, _("Case %(gone)s went into %(stays)s.") % told, noun="case", pk=stays.pk)
    return redirect("cases:detail", pk=stays.pk)


@require_POST
def link(request: SignedInRequest, pk: int) -> HttpResponse:
    """Under a parent; without one, free of it."""
    case = access_case(request.user, pk, permission="case.change")
    try:
        linked = link_case(case, parent=_other(request), by=request.user)
    except CaseError as error:
        messages.error(request, str(error))
    else:
        if linked.parent is not None:
            told = _("Case %(number)s is part of %(parent)s now.") % {
                "number": case.number,
                "parent": linked.parent.number,
            }
        else:
            told = _("Case %(number)s stands alone now.") % {"number": case.number}
        say_done(request, told, noun="case", pk=pk)
    return redirect("cases:detail", pk=pk)


@require_http_methods(["GET", "POST"])
def split(request: SignedInRequest, pk: int, message_id: int) -> HttpResponse:
    """Another case out of one message."""
    case = access_case(request.user, pk, permission="case.change")
    require(request.user, "case.create")
    message = access_message(request.user, pk, message_id)
    if request.method == "GET":
        first = one_line(message.text, 120)
        initial: dict[str, object] = {
            "title": first, "text": message.text, "mode": message.mode, "purpose": case.purpose, "product": case.product,
            "customer": case.customer, "priority": case.priority, "team": case.team,
            "contact_name": case.contact_name, "contact_address": case.contact_address, "language": case.language,
        }  # fmt: skip
        return _split_page(request, case, message, CaseForm(by=request.user, initial=initial))
    form = CaseForm(request.POST, by=request.user)
    if form.is_valid():
        try:
            made = split_case(case, message=message, draft=form.draft(), by=request.user)
        except CaseError as error:
            tell(form, error)
        else:
            say_done(request, _("Case %(number)s is opened.") % {"number": made.number}, noun="case", pk=made.pk)
            return redirect("cases:detail", pk=made.pk)
    return _split_page(request, case, message, form, status=422)


def _split_page(
    request: SignedInRequest, case: Case, message: Message, form: CaseForm, *, status: int = 200
) -> HttpResponse:
    values = {
        "form": form, "case": case, "message": message, "cancel_url": reverse("cases:detail", args=[case.pk]),
        "is_split": True,
    }  # fmt: skip
    return render(request, "cases/form.html", values, status=status)


def _other(request: SignedInRequest) -> Case | None:
    text = request.POST.get("other", "").strip().removeprefix("#")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise NotVisible
    return access_case(request.user, int(text), permission="case.change")
