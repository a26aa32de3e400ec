from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.identify.queries.sources import all_sources
from idic.domain.sales.enums import PurchaseKind
from idic.domain.sales.models import Purchase
from idic.domain.sales.queries.purchases import (
    PurchaseFilter,
    access_purchase,
    access_purchases,
    channels_in_use,
    filtered,
    lines_of,
)
from idic.doors.web.purchases.forms import PurchaseFilterForm
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.accounts.rules import may
from idic.foundation.languages import formats
from idic.foundation.paging.keyset import Order, bounded_count, keyset_page

NEWEST_FIRST = Order("at", descending=True)
_TONES: dict[str, Tone] = {
    PurchaseKind.RETURN: "warning",
    PurchaseKind.CANCELLATION: "danger",
    PurchaseKind.ADJUSTMENT: "neutral",
    PurchaseKind.SALE: "success",
}


@require_GET
def purchase_list(request: SignedInRequest) -> HttpResponse:
    visible = access_purchases(request.user)
    form = PurchaseFilterForm(request.GET, channels=channels_in_use(), sources=all_sources())
    wanted = form.wanted()
    purchases = filtered(visible, wanted)
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(purchases, NEWEST_FIRST, cursor=cursor)
    return render(
        request,
        "purchases/list.html",
        {
            "rows": [(purchase, _TONES[purchase.kind]) for purchase in page.rows],
            "page": page,
            "count": bounded_count(purchases).value,
            "form": form,
            "chips": _chips(wanted),
            "may_import": may(request.user, "import.run"),
        },
    )


@require_GET
def purchase_page(request: SignedInRequest, pk: int) -> HttpResponse:
    purchase = access_purchase(request.user, pk)
    lines = lines_of(purchase)
    return render(
        request,
        "purchases/detail.html",
        {
            "purchase": purchase,
            "tone": _TONES[purchase.kind],
            "lines": lines,
            "discount": sum(line.discount for line in lines),
            "units": sum(line.quantity for line in lines),
            "facts": _facts(purchase),
            "sees_products": may(request.user, "product.see"),
            "sees_imports": may(request.user, "import.run"),
        },
    )


def _facts(purchase: Purchase) -> list[tuple[str, str]]:
    return [
        (_("When"), formats.moment(purchase.at)),
        (_("Source"), purchase.source.label),
        (_("Number in the source"), purchase.key),
        (_("Channel"), purchase.channel),
        (_("Place"), purchase.place),
        (_("Paid by"), purchase.payment_kind),
        (_("Currency"), purchase.currency),
    ]


def _chips(wanted: PurchaseFilter) -> list[tuple[str, str, str]]:
    chips = []
    if wanted.kind:
        chips.append(("kind", _("Kind"), str(PurchaseKind(wanted.kind).label)))
    if wanted.channel:
        chips.append(("channel", _("Channel"), wanted.channel))
    if wanted.source is not None:
        chips.append(("source", _("Source"), wanted.source.label))
    if wanted.anonymous:
        chips.append(("who", _("Customer"), _("Anonymous")))
    if wanted.since is not None:
        chips.append(("since", _("From"), formats.day(wanted.since)))
    if wanted.until is not None:
        chips.append(("until", _("To"), formats.day(wanted.until)))
    return chips
