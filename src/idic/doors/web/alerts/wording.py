"""Alerts in words: the figure, the rule that was met, the state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.warehouse.alerts.measures import MEASURES
from idic.warehouse.models import Alert

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: What each rule means for somebody who never drew a control chart.
RULES: dict[str, _StrPromise] = {
    "beyond_3_sigma": _("One figure lies outside the band in which nearly all usual figures lie."),
    "two_of_three_beyond_2_sigma": _("Two of three figures lie far on the same side."),
    "four_of_five_beyond_1_sigma": _("Four of five figures lie on the same side, away from the middle."),
    "eight_on_one_side": _("Eight figures in a row lie on the same side of the middle: the level has moved."),
    "nine_on_one_side": _("Nine figures in a row lie on the same side of the middle: the level has moved."),
    "six_rising_or_falling": _("Six figures in a row rise, or fall."),
    "fourteen_alternating": _("Fourteen figures in a row go up and down in turn."),
    "fifteen_within_1_sigma": _("Fifteen figures in a row lie strangely near the middle."),
    "eight_outside_1_sigma": _("Eight figures in a row lie away from the middle, on either side."),
}


def measure_of(alert: Alert) -> str:
    measure = MEASURES.get(alert.measure)
    if measure is not None:
        return str(measure.label)
    return alert.query.name if alert.query is not None else ""


def rule_in_words(code: str) -> str:
    return str(RULES.get(code, code))
