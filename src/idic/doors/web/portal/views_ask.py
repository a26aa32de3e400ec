from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from idic.domain.interact.cases.errors import CaseError
from idic.domain.interact.contact import AccessMode, Purpose
from idic.domain.interact.portal.errors import PortalError
from idic.domain.interact.portal.operations.cases import ask as ask_for
from idic.domain.sales.queries.bought import products_bought
from idic.doors.web.outside.promises import promised
from idic.doors.web.outside.uploads import kept_files
from idic.doors.web.portal.forms import AskForm
from idic.doors.web.portal.visits import VisitorRequest, for_customers, portal_page
from idic.foundation.limits.counting import count_up

#: Questions and answers of one customer within an hour.
MOST_SAID = 40


@require_http_methods(["GET", "POST"])
@for_customers
def ask(request: VisitorRequest) -> HttpResponse:
    bought = products_bought(request.customer.pk)
    if request.method == "GET":
        wanted = request.GET.get("purpose", "")
        initial = {"purpose": wanted} if wanted in Purpose.values else {}
        return portal_page(request, "portal/ask.html", {"form": AskForm(initial=initial, bought=bought)})
    form = AskForm(request.POST, request.FILES, bought=bought)
    if form.is_valid():
        said = form.cleaned_data
        if says_too_much(request):
            form.add_error(None, too_much())
            return portal_page(request, "portal/ask.html", {"form": form}, status=429)
        try:
            case = ask_for(
                request.portal, title=said["title"], text=said["text"], purpose=said["purpose"], number=said["number"],
                language=translation.get_language() or "en", files=kept_files(said["attachments"]),
                remedy_wanted=said["remedy_wanted"], product=form.chosen_product(),
            )  # fmt: skip
        except (PortalError, CaseError) as error:
            form.add_error(None, str(error))
        else:
            told = [
                _("Your request is %(number)s.") % {"number": case.number},
                *promised(AccessMode.PORTAL, case.purpose),
            ]
            messages.success(request, " ".join(told))
            return redirect("portal:case", pk=case.pk)
    return portal_page(request, "portal/ask.html", {"form": form}, status=422)


def says_too_much(request: VisitorRequest) -> bool:
    return count_up("portal.said", str(request.customer.pk), within=timedelta(hours=1)) > MOST_SAID


def too_much() -> str:
    return _("You sent us more than we take at once. What you wrote is still here: try again later.")
