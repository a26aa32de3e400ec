from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from idic.domain.identify.errors import IdentifyError
from idic.domain.identify.privacy.errors import PrivacyError
from idic.domain.identify.privacy.operations.requests import receive_request
from idic.domain.identify.queries.customers import access_customer
from idic.domain.identify.queries.search import search_customers
from idic.doors.web.privacy.requests.forms import CorrectionForm, RequestForm
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import require
from idic.foundation.texts import trimmed


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, "privacy.manage")
    text = request.GET.get("customer", "")
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        asked = trimmed(request.GET.get("q", ""))
        found = [one.customer for one in search_customers(request.user, asked, limit=20)]
        return render(request, "privacy/requests/choose.html", {"asked": asked, "found": found})
    customer = access_customer(request.user, int(text))
    first = {"received_on": timezone.localdate(), "language": customer.language or request.user.language}
    form = RequestForm(request.POST or None, initial=first)
    corrections = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and corrections.is_valid():
        try:
            made = receive_request(
                customer, **form.cleaned_data, corrections=corrections.corrections(), by=request.user
            )
        except (IdentifyError, PrivacyError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The request is written down and its clock runs."))
            return redirect("privacy_requests:detail", pk=made.pk)
    return render(
        request, "privacy/requests/create.html", {"form": form, "corrections": corrections, "customer": customer},
        status=422 if form.is_bound else 200,
    )  # fmt: skip
