"""What a customer was made of, and parting it again: whole, or one record."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.identify.errors import IdentifyError
from idic.domain.identify.merging.operations.split import split_record
from idic.domain.identify.merging.operations.undo import undo_merge
from idic.domain.identify.merging.queries.merges import access_merge, merged_from
from idic.domain.identify.queries.customers import access_customer
from idic.domain.identify.queries.records import access_record, records_shown
from idic.doors.web.customers.views_parts import part
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may, require


@require_GET
def merges(request: SignedInRequest, pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk)
    made_of = merged_from(customer)
    came = {record.pk for one in made_of for record in one.records}
    own = [record for record in records_shown(customer) if record.pk not in came]
    values: dict[str, object] = {
        "merges": made_of, "own": own, "may_merge": may(request.user, "customer.merge") and may(request.user, "customer.change"),
        "can_split_own": len(own) > 1,
    }  # fmt: skip
    return part(request, customer, _("Merged from"), "customers/merged.html", values)


@require_POST
def undo(request: SignedInRequest, pk: int, merge_pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk)
    require(request.user, "customer.merge")
    try:
        former = undo_merge(access_merge(customer, merge_pk), by=request.user)
    except IdentifyError as error:
        messages.error(request, str(error))
        return redirect("customers:detail", pk=customer.pk)
    told = _("%(name)s is a customer of its own again. No run will merge the two any more.")
    messages.success(request, told % {"name": former.name})
    return redirect("customers:detail", pk=customer.pk)


@require_POST
def split(request: SignedInRequest, pk: int, record_pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk)
    require(request.user, "customer.merge")
    try:
        to = split_record(access_record(customer, record_pk), by=request.user)
    except IdentifyError as error:
        messages.error(request, str(error))
        return redirect("customers:detail", pk=customer.pk)
    messages.success(request, _("The record belongs to %(name)s now.") % {"name": to.name})
    return redirect("customers:detail", pk=customer.pk)
