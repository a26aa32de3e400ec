"""The points of one customer: the panel of the customer's page, and what is done there."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.customize.loyalty.errors import LoyaltyError
from idic.domain.customize.loyalty.models import Programme
from idic.domain.customize.loyalty.operations.members import join, leave
from idic.domain.customize.loyalty.operations.taking import adjust, redeem
from idic.domain.customize.loyalty.queries.balances import latest_acts, standings
from idic.domain.customize.loyalty.queries.programmes import access_programme, access_programmes
from idic.domain.customize.loyalty.rules import ADJUSTS, REDEEMS, SEES
from idic.domain.identify.models import Customer
from idic.domain.identify.queries.customers import access_customer
from idic.doors.web.loyalty.forms import PointsForm
from idic.doors.web.loyalty.wording import points_words, said
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may, require

_OFFERED = 20


@require_GET
def of_customer(request: SignedInRequest, pk: int) -> HttpResponse:
    user = request.user
    require(user, SEES)
    customer = access_customer(user, pk)
    found = standings(customer)
    known = [one.programme.pk for one in found if one.is_member]
    offered = access_programmes(user).exclude(pk__in=known).order_by("name", "pk")[:_OFFERED]
    context = {
        "customer": customer, "standings": [
            (one, points_words(one.points, one.programme.unit),
             points_words(one.next.points, one.programme.unit) if one.next else "")
            for one in found
        ],
        "offered": offered, "may_redeem": may(user, REDEEMS), "may_adjust": may(user, ADJUSTS), "number": uuid4().hex,
        "rows": [said(one) for one in latest_acts(customer)],
        "is_restricted": bool(getattr(customer, "is_restricted", False)),
    }  # fmt: skip
    return render(request, "loyalty/_of_customer.html", context)


@require_POST
def joining(request: SignedInRequest, pk: int, programme_pk: int) -> HttpResponse:
    return _act(request, pk, programme_pk, REDEEMS, lambda one, to: _join(request, one, to))


@require_POST
def leaving(request: SignedInRequest, pk: int, programme_pk: int) -> HttpResponse:
    return _act(request, pk, programme_pk, REDEEMS, lambda one, of: _leave(request, one, of))


@require_POST
def redeeming(request: SignedInRequest, pk: int, programme_pk: int) -> HttpResponse:
    return _act(request, pk, programme_pk, REDEEMS, lambda one, of: _book(request, one, of, is_adjusting=False))


@require_POST
def adjusting(request: SignedInRequest, pk: int, programme_pk: int) -> HttpResponse:
    return _act(request, pk, programme_pk, ADJUSTS, lambda one, of: _book(request, one, of, is_adjusting=True))


def _join(request: SignedInRequest, customer: Customer, programme: Programme) -> str:
    join(customer, programme, by=request.user)
    return _("The customer is in the programme. What they buy from today on earns points.")


def _leave(request: SignedInRequest, customer: Customer, programme: Programme) -> str:
    leave(customer, programme, by=request.user)
    return _("The customer has left the programme. What is left may be redeemed until it expires.")


def _book(request: SignedInRequest, customer: Customer, programme: Programme, *, is_adjusting: bool) -> str:
    """What was typed, in a sentence where it cannot be read."""
    form = PointsForm(request.POST)
    if not form.is_valid():
        raise _Unreadable
    data = form.cleaned_data
    values = {"by": request.user, "source": data["number"], "reason": data["reason"]}
    if is_adjusting:
        left = adjust(customer, programme, data["points"], **values)
        return _("Booked. There are %(points)s now.") % {"points": points_words(left, programme.unit)}
    left = redeem(customer, programme, data["points"], **values)
    return _("Redeemed. %(points)s are left.") % {"points": points_words(left, programme.unit)}


class _Unreadable(LoyaltyError):
    def __str__(self) -> str:
        return _("Write a whole number of points.")


def _act(
    request: SignedInRequest, pk: int, programme_pk: int, permission: str, act: Callable[[Customer, Programme], str]
) -> HttpResponse:
    customer, programme = access_customer(request.user, pk), access_programme(request.user, programme_pk)
    require(request.user, permission)
    try:
        messages.success(request, act(customer, programme))
    except LoyaltyError as error:
        messages.error(request, str(error))
    return redirect(f"{reverse('customers:detail', args=[customer.pk])}?tab=points")
