"""Who a customer that is being edited may also be: what is typed into the form is held against everybody else."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from idic.domain.identify.linkage.queries.alike import likely_duplicates
from idic.domain.identify.merging.apart import are_kept_apart
from idic.domain.identify.queries.customers import access_customer
from idic.doors.web.matching.wording import likelihood, why
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may


@require_POST
def likely(request: SignedInRequest, pk: int) -> HttpResponse:
    """A read that travels as a POST: what is typed about a person must not stand in an address or a log."""
    customer = access_customer(request.user, pk, permission="customer.change")
    typed = {name: value[:300] for name, value in request.POST.items() if isinstance(value, str)}
    found = [
        (one, str(likelihood(one.probability)), why(one))
        for one in likely_duplicates(request.user, typed, but=customer.pk)
        if not are_kept_apart(customer.pk, one.customer.pk)
    ]
    merging = customer if may(request.user, "customer.merge") else None
    return render(request, "customers/duplicates.html", {"found": found, "merging": merging})
