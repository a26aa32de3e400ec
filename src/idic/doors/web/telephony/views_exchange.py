from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.interact.telephony.errors import TelephonyError
from idic.domain.interact.telephony.models import Exchange
from idic.domain.interact.telephony.operations.exchanges import (
    change_exchange,
    create_exchange,
    renew_secret,
    set_extension,
    switch_exchange,
)
from idic.domain.interact.telephony.queries.exchanges import access_exchange, access_exchanges, extensions
from idic.doors.web.outside.addresses import public_address
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.doors.web.shown_once import show_once, shown_once
from idic.doors.web.telephony.forms import ExchangeForm, ExtensionForm
from idic.foundation.accounts.queries.users import active_users
from idic.foundation.accounts.rules import require
from idic.foundation.paging.keyset import Order, keyset_page

_EXAMPLE = """{
  "call": "1763865600.42",
  "event": "ringing",
  "at": "2026-11-23T09:00:00+07:00",
  "direction": "inbound",
  "from": "+66812345678",
  "to": "+6621234567",
  "extension": ["201", "202"],
  "queue": "service"
}"""


@require_GET
def exchange_list(request: SignedInRequest) -> HttpResponse:
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(access_exchanges(request.user), Order("name"), cursor=cursor)
    return render(request, "telephony/exchanges.html", {"page": page, "rows": page.rows})


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, "channel.manage")
    form = ExchangeForm(None, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made, secret = create_exchange(form.cleaned_data["name"], form.cleaned_data["dial_url"], by=request.user)
        except TelephonyError as error:
            tell(form, error)
        else:
            return _shown(request, made.pk, secret)
    status = 422 if form.is_bound else 200
    return render(request, "telephony/exchange_form.html", {"form": form, "exchange": None}, status=status)


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, access_exchange(request.user, pk))


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    exchange = access_exchange(request.user, pk)
    form = ExchangeForm(exchange, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            change_exchange(
                exchange, name=said["name"], dial_url=said["dial_url"], version=said["version"] or 0, by=request.user
            )
        except TelephonyError as error:
            tell(form, error)
        else:
            messages.success(request, _("The telephone system is saved."))
            return redirect("telephone:detail", pk)
    status = 422 if form.is_bound else 200
    return render(request, "telephony/exchange_form.html", {"form": form, "exchange": exchange}, status=status)


@require_POST
def renew(request: SignedInRequest, pk: int) -> HttpResponse:
    return _shown(request, pk, renew_secret(access_exchange(request.user, pk), by=request.user))


@require_POST
def switch(request: SignedInRequest, pk: int) -> HttpResponse:
    exchange = access_exchange(request.user, pk)
    kept = switch_exchange(exchange, is_active=request.POST.get("on") == "1", by=request.user)
    told = _("“%(name)s” is in use again.")
    if not kept.is_active:
        told = _("Nothing is taken from “%(name)s” until you take it up again.")
    messages.success(request, told % {"name": kept.name})
    return redirect("telephone:detail", pk)


@require_GET
def people(request: SignedInRequest) -> HttpResponse:
    """Who sits at which telephone."""
    require(request.user, "channel.manage")
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(active_users().select_related("team"), Order("display_name"), cursor=cursor)
    known = extensions()
    return render(
        request, "telephony/people.html", {"page": page, "rows": [(one, known.get(one.pk, "")) for one in page.rows]}
    )


@require_POST
def extension(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, "channel.manage")
    person, form = active_users().filter(pk=pk).first(), ExtensionForm(request.POST)
    try:
        if person is not None and form.is_valid():
            set_extension(person, form.cleaned_data["extension"], by=request.user)
            messages.success(
                request,
                _("The extension of %(name)s is saved. It rings on their pages within two minutes.")
                % {"name": person.display_name},
            )
    except TelephonyError as error:
        messages.error(request, str(error))
    return redirect("telephone:people")


def _shown(request: SignedInRequest, pk: int, secret: str) -> HttpResponse:
    """On a page that may be loaded again: nothing is made by it."""
    show_once(request, f"exchange:{pk}", secret)
    return redirect("telephone:detail", pk)


def _page(request: SignedInRequest, exchange: Exchange) -> HttpResponse:
    context = {
        "exchange": exchange, "secret": shown_once(request, f"exchange:{exchange.pk}"), "example": _EXAMPLE,
        "address": public_address(request, reverse("cti:told", args=[exchange.key])),
    }  # fmt: skip
    answer = render(request, "telephony/exchange.html", context)
    answer["Cache-Control"] = "no-store"
    return answer
