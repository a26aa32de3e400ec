from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.customize.loyalty.errors import LoyaltyError
from idic.domain.customize.loyalty.models import Programme
from idic.domain.customize.loyalty.operations.programmes import archive_programme, restore_programme, switch_programme
from idic.domain.customize.loyalty.queries.figures import by_month, outstanding
from idic.domain.customize.loyalty.queries.programmes import access_programme, acts_of, member_counts, rules_of
from idic.domain.customize.loyalty.rules import MANAGES
from idic.domain.identify.queries.customers import visible_customers_named
from idic.doors.web.loyalty.charts import months_chart
from idic.doors.web.loyalty.wording import life_words, rate_words, said, state_words
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may, require
from idic.foundation.jobs.operations.jobs import start_job_once
from idic.foundation.paging.keyset import Order, keyset_page


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    programme = access_programme(request.user, pk)
    rules = rules_of(programme)
    page = keyset_page(
        acts_of(programme), Order("at", descending=True), cursor=request.GET.get("after") or request.GET.get("before"),
        size=20,
    )  # fmt: skip
    months = by_month(programme, today=timezone.localdate())
    state, tone, icon = state_words(programme)
    known = {one.pk for one in visible_customers_named(request.user, [one.member.customer_id for one in page.rows])}
    context = {
        "programme": programme, "state": state, "tone": tone, "icon": icon, "months": months_chart(months),
        "facts": [(_("Rate"), rate_words(programme, rules[0])), (_("Rounding"), rules[0].get_rounding_display()),
                  (_("Good for"), life_words(rules[0]))],
        "rules": [(one, rate_words(programme, one), life_words(one)) for one in rules], "page": page,
        "members": member_counts([programme]).get(programme.pk, 0), "outstanding": outstanding(programme), "now": months[-1],
        "rows": [(said(one), one.member.customer_id in known) for one in page.rows],
        "may_manage": may(request.user, MANAGES), "hidden": {"version": str(programme.version)},
    }  # fmt: skip
    return render(request, "loyalty/detail.html", context)


@require_POST
def switch(request: SignedInRequest, pk: int) -> HttpResponse:
    is_on = request.POST.get("on") == "1"
    told = (
        _("The programme is on: members earn points from now on.")
        if is_on
        else _("The programme is off: nothing is earned. Points stand, and may be redeemed.")
    )
    return _act(
        request, pk, lambda one, version: switch_programme(one, is_on=is_on, version=version, by=request.user), told
    )


@require_POST
def archive(request: SignedInRequest, pk: int) -> HttpResponse:
    told = _("The programme is archived. Points stand until they are redeemed or expire.")
    return _act(request, pk, lambda one, version: archive_programme(one, version=version, by=request.user), told)


@require_POST
def restore(request: SignedInRequest, pk: int) -> HttpResponse:
    told = _("The programme is back, and off.")
    return _act(request, pk, lambda one, version: restore_programme(one, version=version, by=request.user), told)


@require_POST
def count(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, MANAGES)
    programme = access_programme(request.user, pk)
    start_job_once("loyalty.count", {}, by=request.user)
    messages.success(request, _("Purchases are being counted. It happens by itself after each import and every night."))
    return redirect("loyalty:detail", programme.pk)


def _act(request: SignedInRequest, pk: int, act: Callable[[Programme, int], Programme], told: str) -> HttpResponse:
    require(request.user, MANAGES)
    programme, text = access_programme(request.user, pk), request.POST.get("version", "")
    try:
        act(programme, int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0)
    except LoyaltyError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)
    return redirect("loyalty:detail", pk)
