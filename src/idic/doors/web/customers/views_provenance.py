"""Where one value comes from, why it is shown, and choosing another."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from idic.domain.identify.errors import IdentifyError
from idic.domain.identify.merging.enums import Criterion, GoldenField
from idic.domain.identify.merging.operations.judgements import follow_rules, use_value, verify_value
from idic.domain.identify.merging.queries.provenance import provenance_of
from idic.domain.identify.queries.customers import access_customer
from idic.doors.web.customers.facts import fact_labels
from idic.doors.web.customers.merging import FACT, text_of
from idic.doors.web.customers.views_parts import part
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.enums import GroupAccess
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.accounts.masking import PERSONAL_FIELDS
from idic.foundation.accounts.rules import group_access, may

REASONS = {
    "chosen": gettext_lazy("A person chose this value. It stays whatever the sources say."),
    "desk": gettext_lazy("A person typed it: that is believed before every other source."),
    "only": gettext_lazy("No other record knows it."),
    "same": gettext_lazy("All records that know it say the same."),
    "latest": gettext_lazy("The rules leave it open, so the most recent record is shown."),
    Criterion.VERIFIED: gettext_lazy("A person verified it."),
    Criterion.RANK: gettext_lazy("Its source has the higher rank."),
    Criterion.RECENT: gettext_lazy("It is the most recent."),
    Criterion.COMPLETE: gettext_lazy("It is the most complete."),
    Criterion.FREQUENT: gettext_lazy("Most records say so."),
}


@require_GET
def provenance(request: SignedInRequest, pk: int, field: str) -> HttpResponse:
    label = _known(field)
    customer = access_customer(request.user, pk)
    if group_access(request.user, "customer", PERSONAL_FIELDS.get(field, "")) < GroupAccess.SEEN:
        raise NotAllowed("customer.see")
    told = provenance_of(customer, field)
    candidates = [told.shown, *told.others] if told.shown else []
    values: dict[str, object] = {
        "field": field, "label": label, "reason": REASONS[told.decided_by], "is_chosen": told.decided_by == "chosen",
        "criteria": [one.label for one in told.criteria],
        "candidates": [(one, text_of(request.user, field, one)) for one in candidates],
        "may_change": may(request.user, "customer.change"), "can_verify": field != GoldenField.FACTS,
    }  # fmt: skip
    return part(request, customer, label, "customers/provenance.html", values)


@require_POST
def choose(request: SignedInRequest, pk: int, field: str) -> HttpResponse:
    """`record` names the one whose value is wanted; without it the rules decide again."""
    label = _known(field)
    customer = access_customer(request.user, pk, permission="customer.change")
    record = request.POST.get("record", "")
    try:
        if record.isascii() and record.isdecimal() and len(record) < 19:
            use_value(customer, int(record), field, by=request.user)
            messages.success(request, _("This value is shown from now on: %(field)s.") % {"field": label})
        else:
            follow_rules(customer, field, by=request.user)
            messages.success(request, _("The rules decide again: %(field)s.") % {"field": label})
    except IdentifyError as error:
        messages.error(request, str(error))
    return redirect("customers:detail", pk=customer.pk)


@require_POST
def verify(request: SignedInRequest, pk: int, field: str) -> HttpResponse:
    label = _known(field)
    customer = access_customer(request.user, pk, permission="customer.change")
    record = request.POST.get("record", "")
    is_verified = request.POST.get("verified") == "1"
    try:
        number = int(record) if record.isascii() and record.isdecimal() and len(record) < 19 else 0
        verify_value(customer, number, field, by=request.user, verified=is_verified)
    except IdentifyError as error:
        messages.error(request, str(error))
    else:
        told = _("Noted as verified: %(field)s.") if is_verified else _("No longer noted as verified: %(field)s.")
        messages.success(request, told % {"field": label})
    return redirect("customers:detail", pk=customer.pk)


def _known(field: str) -> str:
    """The name of the field, for a reader."""
    if field in GoldenField.values and field != GoldenField.FACTS:
        return str(GoldenField(field).label)
    if field.startswith(FACT):
        return fact_labels().get(field.removeprefix(FACT), field.removeprefix(FACT))
    raise Http404
