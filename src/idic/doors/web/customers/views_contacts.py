"""One address more by which a customer is known, and how it goes again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from idic.domain.identify.errors import AddressTaken, IdentifyError
from idic.domain.identify.operations.contact_points import add_contact_point, remove_contact_point
from idic.domain.identify.queries.customers import access_customer
from idic.doors.web.customers.taken import taken_words
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.undo.offering import say_done


@require_POST
def add(request: SignedInRequest, pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk, permission="customer.change")
    try:
        point = add_contact_point(customer, request.POST.get("address", ""), by=request.user)
    except AddressTaken as taken:
        messages.error(request, taken_words(taken, customer, request.user))
    except IdentifyError as error:
        messages.error(request, str(error))
    else:
        if point is None:
            messages.info(request, _("This address is theirs already."))
        else:
            said = _("%(name)s is known by this address from now on.") % {"name": customer.name}
            say_done(request, said, noun="customer", pk=customer.pk)
    return redirect("customers:detail", pk=customer.pk)


@require_POST
def remove(request: SignedInRequest, pk: int, record_pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk, permission="customer.change")
    try:
        remove_contact_point(customer, record_pk, by=request.user)
    except IdentifyError as error:
        messages.error(request, str(error))
    else:
        said = _("%(name)s is not known by this address any more.") % {"name": customer.name}
        say_done(request, said, noun="customer", pk=customer.pk)
    return redirect("customers:detail", pk=customer.pk)
