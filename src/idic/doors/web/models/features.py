"""Features in words: what each is called, and how its value reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idic.domain.differentiate.needs.columns_named import ATTRIBUTE, HABIT, OTHER, SHARE
from idic.foundation.languages import formats
from idic.foundation.nouns.registry import fields_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LABELS: dict[str, str | _StrPromise] = {
    "recency_days": gettext_lazy("Days since the last purchase"),
    "frequency": gettext_lazy("Days with a purchase"),
    "spend": gettext_lazy("Spend in the window"),
    "mean_basket": gettext_lazy("Spend at each purchase"),
    "median_gap": gettext_lazy("Usual days between purchases"),
    "gap_ratio": gettext_lazy("Silence against the usual gap"),
    "frequency_trend": gettext_lazy("Purchases: last 90 days against the 90 before"),
    "spend_trend": gettext_lazy("Spend: last 90 days against the 90 before"),
    "tier_change": gettext_lazy("Spend tier (1 to 5): last half year against the one before"),
    "categories": gettext_lazy("Number of categories"),
    "discount_share": gettext_lazy("Share bought with a discount"),
    "return_share": gettext_lazy("Share taken back"),
    "channels": gettext_lazy("Number of channels"),
    "places": gettext_lazy("Number of places"),
    "weekend_share": gettext_lazy("Share bought at weekends"),
    "tenure_days": gettext_lazy("Days since the first purchase"),
    "contacts": gettext_lazy("Contacts in the window"),
    "open_follow_ups": gettext_lazy("Open follow-ups"),
    "overdue_follow_ups": gettext_lazy("Overdue follow-ups"),
    "campaigns_got": gettext_lazy("Campaigns received"),
    "campaigns_redeemed": gettext_lazy("Campaigns answered"),
    "age": gettext_lazy("Age"),
    "is_organisation": gettext_lazy("Is an organisation"),
    "is_female": gettext_lazy("Is a woman"),
    "clusters": gettext_lazy("Shares of the clusters"),
}
SHARES = frozenset({"discount_share", "return_share", "weekend_share"})
TIMES = frozenset({"gap_ratio", "frequency_trend", "spend_trend"})
MONEY = frozenset({"spend", "mean_basket"})
YES_NO = frozenset({"is_organisation", "is_female"})


def label_of(name: str) -> str:
    bare = name.removeprefix(HABIT)
    if bare in LABELS:
        return str(LABELS[bare])
    if name.startswith(SHARE):
        category = name.removeprefix(SHARE)
        return _("Other categories") if category == OTHER else category
    if name.startswith(ATTRIBUTE):
        code = name.removeprefix(ATTRIBUTE)
        field = fields_of("customer").get(code)
        return str(field.label) if field else code.removeprefix("x_")
    return name


def value_of(name: str, value: Any, currency: str) -> str:
    bare = name.removeprefix(HABIT)
    if value is None:
        return _("not known")
    if isinstance(value, str):
        return value
    if bare in SHARES or name.startswith(SHARE):
        return formats.percent(value)
    if bare in MONEY:
        return formats.money(round(value, 2), currency)
    if bare in YES_NO:
        return _("Yes") if value else _("No")
    if bare in TIMES:
        return _("%(times)s times") % {"times": formats.number(round(value, 1), 1)}
    return formats.number(round(value, 1), 0 if float(value).is_integer() else 1)


#: A reason in words; {value} and {usual} come with their units. What pushes up, and what holds back.
SENTENCES: dict[str, tuple[str | _StrPromise, str | _StrPromise]] = {
    "recency_days": (
        gettext_lazy("The last purchase was %(value)s days ago; the usual gap is %(usual)s."),
        gettext_lazy("The last purchase was only %(value)s days ago; the usual gap is %(usual)s."),
    ),
    "gap_ratio": (
        gettext_lazy("The silence since the last purchase (%(usual)s days) is %(value)s the usual gap."),
        gettext_lazy("The silence since the last purchase (%(usual)s days) is just %(value)s the usual gap."),
    ),
    "frequency_trend": (
        gettext_lazy("In the last 90 days purchases were %(value)s those of the 90 days before."),
        gettext_lazy("Purchases hold up: in the last 90 days %(value)s those of the 90 days before."),
    ),
    "spend_trend": (
        gettext_lazy("In the last 90 days spend was %(value)s that of the 90 days before."),
        gettext_lazy("Spend holds up: in the last 90 days %(value)s that of the 90 days before."),
    ),
    "overdue_follow_ups": (
        gettext_lazy("Overdue follow-ups: %(value)s."), gettext_lazy("Overdue follow-ups: %(value)s."),
    ),
}  # fmt: skip
_OTHERWISE = (
    gettext_lazy("%(feature)s: %(value)s (usual: %(usual)s)."),
    gettext_lazy("%(feature)s: %(value)s (usual: %(usual)s)."),
)
_STOPPED: dict[str, str | _StrPromise] = {
    "frequency_trend": gettext_lazy("No purchase in the last 90 days, after purchases in the 90 days before."),
    "spend_trend": gettext_lazy("Nothing was spent in the last 90 days, after spend in the 90 days before."),
}
_BARE = gettext_lazy("%(feature)s: %(value)s.")


def reason_in_words(reason: dict[str, Any], currency: str) -> str:
    name, pushes = str(reason["code"]), float(reason.get("push", 0)) > 0
    value, usual = reason.get("value"), reason.get("usual")
    values = {
        "feature": label_of(name), "value": value_of(name, value, currency),
        "usual": value_of("recency_days" if name == "gap_ratio" else name, usual, currency),
    }  # fmt: skip
    if value is None or usual is None:
        return str(_BARE) % values
    if name in _STOPPED and value == 0:
        return str(_STOPPED[name])
    pair = SENTENCES.get(name, _OTHERWISE)
    return str(pair[0] if pushes else pair[1]) % values
