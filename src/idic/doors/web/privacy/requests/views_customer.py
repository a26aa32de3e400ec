from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from idic.domain.identify.privacy.holds import holds_on
from idic.domain.identify.privacy.queries.requests import requests_of
from idic.domain.identify.queries.customers import access_customer
from idic.doors.web.privacy.requests.wording import STATE_TONES, due_words
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may, require


@require_GET
def of_customer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The panel of the customer's page: what they asked about their data, and what is held."""
    customer = access_customer(request.user, pk)
    require(request.user, "privacy.see")
    rows = [(one, *due_words(one), STATE_TONES[one.state]) for one in requests_of(customer.pk)]
    return render(
        request, "privacy/requests/_of_customer.html",
        {
            "customer": customer, "rows": rows, "holds": holds_on([customer.pk]),
            "may_manage": may(request.user, "privacy.manage"),
        },
    )  # fmt: skip
