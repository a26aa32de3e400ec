"""Why the scores are what they are, in words: one sentence for each code that the scores may carry."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idic.domain.differentiate.models import CustomerScore
from idic.domain.differentiate.queries.reasons import Reason, reasons_for
from idic.foundation.languages import formats

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Group = Literal["behaviour", "forecast", "tier", "missing"]


@dataclass(frozen=True)
class Sentence:
    group: Group
    text: str


SENTENCES: dict[str, tuple[Group, str | _StrPromise]] = {
    "recency": ("behaviour", gettext_lazy("The last purchase was %(days)s days ago: recency score %(score)s of 5.")),
    "frequency": ("behaviour", gettext_lazy("%(purchases)s purchases in all: frequency score %(score)s of 5.")),
    "monetary": ("behaviour", gettext_lazy("Net spend of %(amount)s: monetary score %(score)s of 5.")),
    "within_limit": (
        "behaviour",
        gettext_lazy("Still within its own rhythm: it counts as past only after %(limit)s days without a purchase."),
    ),
    "beyond_limit": (
        "behaviour",
        gettext_lazy("No purchase for %(days)s days, and its own rhythm allows %(limit)s: it counts as past."),
    ),
    "alive": ("forecast", gettext_lazy("The model gives %(share)s that this customer still buys.")),
    "one_purchase_day": (
        "forecast",
        gettext_lazy(
            "Only one day of purchase is known. For such a customer the model is always certain that it still buys: "
            "that is an artefact of the model and no sign of loyalty. "
            "Wait for the second purchase before you rely on it."
        ),
    ),
    "tier_super_growth": ("tier", gettext_lazy("Super growth: among the most valuable, and with room to grow.")),
    "tier_most_valuable": ("tier", gettext_lazy("Most valuable: among the tenth with the highest expected value.")),
    "tier_most_growable": ("tier", gettext_lazy("Most growable: worth far more than it spends with you today.")),
    "tier_below_zero": ("tier", gettext_lazy("Below zero: it costs more than it brings.")),
    "tier_migrator": ("tier", gettext_lazy("Migrator: in the middle, and may move up or down.")),
    "tier_low_maintenance": ("tier", gettext_lazy("Low maintenance: a small value that must cost little to serve.")),
    "no_purchase": (
        "missing", gettext_lazy("No purchase is known, so there is no score: neither RFM nor a lifetime value.")
    ),
    "first_purchase_on_last_day": (
        "missing", gettext_lazy("The first purchase is too recent for a forecast. Tomorrow's refresh will know more."),
    ),
    "lifetime_value_not_fitted": (
        "missing",
        gettext_lazy(
            "There is no lifetime value: too few customers have bought more than once for the model to be fitted."
        ),
    ),
    "lifetime_value_worse_than_naive": (
        "missing",
        gettext_lazy(
            "There is no lifetime value: on past months the model foretold worse than a simple average, "
            "so it is not shown."
        ),
    ),
}  # fmt: skip


def worded_reasons(score: CustomerScore, *, currency: str) -> list[Sentence]:
    return [_sentence(reason, currency) for reason in reasons_for(score)]


def _sentence(reason: Reason, currency: str) -> Sentence:
    if reason.code not in SENTENCES:
        return Sentence("missing", _("Another reason, with the code “%(code)s”.") % {"code": reason.code})
    group, text = SENTENCES[reason.code]
    values = {name: _words(name, value, currency) for name, value in reason.data.items()}
    return Sentence(group, str(text) % values if values else str(text))


def _words(name: str, value: object, currency: str) -> str:
    if name == "amount" and isinstance(value, Decimal):
        return formats.money(value, currency)
    if name == "share" and isinstance(value, float):
        return formats.percent(value)
    return formats.number(value) if isinstance(value, int | float | Decimal) else str(value)
