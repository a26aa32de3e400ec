from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.interact.fax.errors import FaxError
from idic.domain.interact.fax.models import FaxGateway
from idic.domain.interact.fax.operations.gateways import save_gateway, switch_gateway
from idic.domain.interact.fax.queries.gateways import access_gateway, access_gateways, figures, sendings
from idic.domain.interact.mail.wording import fault
from idic.doors.web.fax.forms import GatewayForm
from idic.doors.web.fax.wording import state_of, told_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.foundation.accounts.rules import require
from idic.foundation.paging.keyset import Order, keyset_page


@require_GET
def gateway_list(request: SignedInRequest) -> HttpResponse:
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(access_gateways(request.user), Order("name"), cursor=cursor)
    rows = [(one, *state_of(one)) for one in page.rows]
    return render(request, "fax/list.html", {"rows": rows, "page": page})


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, "channel.manage")
    return _edited(request, None)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    return _edited(request, access_gateway(request.user, pk))


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    gateway = access_gateway(request.user, pk)
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(sendings(request.user, gateway), Order("created_at", descending=True), cursor=cursor, size=25)
    words, tone = state_of(gateway)
    box = gateway.mailbox
    context = {
        "gateway": gateway, "state": words, "tone": tone, "figures": figures(gateway), "page": page,
        "faxes": [(one, told_of(one, one.message.delivery)) for one in page.rows],
        "fault": fault(box.error_code, box.error_said) if box.error_code else "",
    }  # fmt: skip
    return render(request, "fax/detail.html", context)


@require_POST
def switch(request: SignedInRequest, pk: int) -> HttpResponse:
    gateway = access_gateway(request.user, pk)
    kept = switch_gateway(gateway, is_active=not gateway.is_active, by=request.user)
    told = _("“%(name)s” is in use again.") if kept.is_active else _("“%(name)s” neither takes faxes nor sends any.")
    messages.success(request, told % {"name": kept.name})
    return redirect("fax:detail", pk)


def _edited(request: SignedInRequest, gateway: FaxGateway | None) -> HttpResponse:
    form = GatewayForm(gateway, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            saved = save_gateway(gateway, form.draft(), by=request.user, version=form.cleaned_data["version"] or None)
        except FaxError as error:
            tell(form, error)
        else:
            messages.success(request, _("The fax gateway “%(name)s” is saved.") % {"name": saved.name})
            return redirect("fax:detail", saved.pk)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "fax/edit.html", {"form": form, "gateway": gateway}, status=status)
