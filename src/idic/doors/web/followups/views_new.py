from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.queries.segments import access_segment, access_segments
from idic.domain.identify.models import Customer
from idic.domain.identify.queries.customers import access_customer
from idic.domain.interact.enums import FollowUpReason
from idic.domain.interact.errors import InteractError
from idic.domain.interact.operations.follow_ups import create_follow_up, plan_follow_ups
from idic.domain.interact.queries.planning import count_unplanned, first_in_line
from idic.doors.web.customers.wording import segment_name
from idic.doors.web.followups.forms import PlanForm, WorkForm
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import require

# What calling the members of a ready segment is usually about.
_REASONS = {
    "at_risk": FollowUpReason.NO_PURCHASE, "lost": FollowUpReason.NO_PURCHASE, "sleeping": FollowUpReason.NO_PURCHASE,
    "valuable_fading": FollowUpReason.NO_PURCHASE, "champions": FollowUpReason.THANKS,
    "most_valuable": FollowUpReason.THANKS, "loyal": FollowUpReason.THANKS, "unreachable": FollowUpReason.DATA_QUALITY,
}  # fmt: skip
MOST_SUGGESTED = 50


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, "follow_up.create")
    customer_id = _number(request.GET.get("customer"))
    if customer_id is None:
        return render(request, "followups/choose_customer.html")
    customer = access_customer(request.user, customer_id)
    form = WorkForm(request.POST or None, by=request.user, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            follow_up = create_follow_up(customer, **form.cleaned_data, by=request.user)
        except InteractError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, _("The follow-up for %(customer)s is on the work list.") % {"customer": customer.name}
            )
            return redirect("followups:detail", pk=follow_up.pk)
    return _form_page(request, "followups/create.html", form, {"customer": customer})


@require_http_methods(["GET", "POST"])
def plan(request: SignedInRequest) -> HttpResponse:
    require(request.user, "follow_up.create")
    segment_id = _number(request.GET.get("segment"))
    if segment_id is None:
        choices = [(one, segment_name(one)) for one in access_segments(request.user)]
        return render(request, "followups/choose_segment.html", {"segments": choices})
    segment = access_segment(request.user, segment_id)
    unplanned = count_unplanned(request.user, segment.pk)
    first = {"limit": max(1, min(unplanned.value, MOST_SUGGESTED)), "reason": _REASONS.get(segment.code, "")}
    form = PlanForm(request.POST or None, by=request.user, today=timezone.localdate(), initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = plan_follow_ups(segment, **form.cleaned_data, by=request.user)
        except InteractError as error:
            form.add_error(None, str(error))
        else:
            text = ngettext(
                "%(count)d follow-up for the segment “%(segment)s” is on the work list.",
                "%(count)d follow-ups for the segment “%(segment)s” are on the work list.",
                made,
            )
            messages.success(request, text % {"count": made, "segment": segment_name(segment)})
            whose = "mine" if form.cleaned_data["owner"].pk == request.user.pk else "all"
            return redirect(f"{reverse('followups:list')}?segment={segment.pk}&whose={whose}")
    return _form_page(
        request,
        "followups/plan.html",
        form,
        {
            "segment": segment,
            "name": segment_name(segment),
            "unplanned": unplanned,
            "candidates": first_in_line(request.user, segment),
            "currency": settings.CONFIGURATION.currency,
        },
    )


def _form_page(
    request: SignedInRequest, template: str, form: WorkForm, values: dict[str, Customer | Segment | object]
) -> HttpResponse:
    return render(request, template, {"form": form, **values}, status=422 if form.is_bound else 200)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None
