from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from idic.domain.identify.queries.customers import access_customer
from idic.domain.interact.cases.queries.cases import cases_of_customer
from idic.doors.web.cases.wording import MODE_ICONS, STATE_TONES
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may


@require_GET
def of_customer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The panel of a customer's page: what they wanted, the latest first."""
    customer = access_customer(request.user, pk)
    rows = [(one, STATE_TONES[one.state], MODE_ICONS[one.mode]) for one in cases_of_customer(request.user, customer.pk)]
    values = {
        "rows": rows, "may_create": may(request.user, "case.create"),
        "create_url": f"{reverse('cases:create')}?customer={customer.pk}",
    }  # fmt: skip
    return render(request, "cases/_of_customer.html", values)
