"""Purchases on a customer's timeline: they are records of their own, not events, and meet them here by their time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from idic.domain.sales.enums import PurchaseKind
from idic.domain.sales.models import Purchase
from idic.doors.web.shell.parts.signs import Tone
from idic.doors.web.timeline.entries import TimelineEntry
from idic.foundation.languages import formats

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_ICONS = {
    PurchaseKind.SALE: "shopping-cart",
    PurchaseKind.RETURN: "receipt-refund",
    PurchaseKind.CANCELLATION: "receipt-off",
    PurchaseKind.ADJUSTMENT: "adjustments",
}
_TONES: dict[str, Tone] = {
    PurchaseKind.SALE: "success", PurchaseKind.RETURN: "warning", PurchaseKind.CANCELLATION: "warning",
    PurchaseKind.ADJUSTMENT: "neutral",
}  # fmt: skip
_TITLES: dict[str, str | _StrPromise] = {
    PurchaseKind.SALE: gettext_lazy("Bought for %(amount)s"),
    PurchaseKind.RETURN: gettext_lazy("Brought back goods for %(amount)s"),
    PurchaseKind.CANCELLATION: gettext_lazy("Cancelled a purchase of %(amount)s"),
    PurchaseKind.ADJUSTMENT: gettext_lazy("Adjustment of %(amount)s"),
}


def word_purchases(purchases: Sequence[Purchase]) -> list[TimelineEntry]:
    return [_entry(purchase) for purchase in purchases]


def _entry(purchase: Purchase) -> TimelineEntry:
    amount = formats.money(abs(purchase.total), purchase.currency)
    lines = ngettext("%(count)s line", "%(count)s lines", purchase.line_count) % {
        "count": formats.number(purchase.line_count)
    }
    if purchase.place:
        text = _("%(lines)s, at %(place)s, receipt %(key)s") % {
            "lines": lines, "place": purchase.place, "key": purchase.key
        }  # fmt: skip
    else:
        text = _("%(lines)s, receipt %(key)s") % {"lines": lines, "key": purchase.key}
    return TimelineEntry(
        purchase.at, _ICONS[PurchaseKind(purchase.kind)], _TONES[purchase.kind],
        str(_TITLES[purchase.kind]) % {"amount": amount}, who=text, href=_href(purchase.pk),
    )  # fmt: skip


def _href(pk: int) -> str:
    try:
        return reverse("purchases:detail", args=[pk])
    except NoReverseMatch:
        return ""
