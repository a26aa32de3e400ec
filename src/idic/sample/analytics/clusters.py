"""The clusters of the sample by what stands out in them, so that the names hold whatever their numbers are."""

from __future__ import annotations

from typing import Any, Final

from idic.domain.differentiate.needs.columns_named import HABIT

#: In this order each feature gives its name to the cluster with the highest mean of those that have none yet.
_BY_FEATURE: Final = (
    (
        "campaigns_redeemed",
        {"en": "Coupon hunters", "th": "ชอบใช้คูปอง", "zh-hans": "爱用优惠券", "zh-hant": "愛用優惠券"},
    ),
    ("mean_basket", {"en": "One big shop", "th": "ซื้อครั้งละมาก", "zh-hans": "一次大采购", "zh-hant": "一次大採買"}),
    ("frequency", {"en": "Little and often", "th": "ซื้อบ่อย ครั้งละน้อย", "zh-hans": "少量勤买", "zh-hant": "少量多次"}),
)
_OTHERS: Final = {"en": "Now and then", "th": "นาน ๆ มาที", "zh-hans": "偶尔光顾", "zh-hant": "偶爾光顧"}


def names_of(figures: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Number -> name; where more than one is left over, nothing is claimed of them."""
    means = {axis["feature"].removeprefix(HABIT): axis["means"] for axis in figures["radar"]}
    free = list(range(int(figures["k"])))
    names: dict[str, dict[str, str]] = {}
    for feature, words in _BY_FEATURE:
        told = [one for one in free if feature in means and means[feature][one] is not None]
        if told:
            highest = max(told, key=lambda one: means[feature][one])
            names[str(highest + 1)] = words
            free.remove(highest)
    if len(free) == 1:
        names[str(free[0] + 1)] = _OTHERS
    return names
