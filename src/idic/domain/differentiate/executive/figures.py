"""The few figures that a director looks at, each declared once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Form = Literal["money", "number", "share"]


@dataclass(frozen=True)
class ExecutiveFigure:
    """One value for each month. `is_sum`: months add up to a year, and members of a dimension to the whole."""

    code: str
    label: str | _StrPromise
    meaning: str | _StrPromise
    form: Form
    icon: str
    more_is_better: bool = True
    is_sum: bool = False


FIGURES: tuple[ExecutiveFigure, ...] = (
    ExecutiveFigure(
        "net_sales", _("Net sales"), _("What was sold in the month, less what was given back."), "money", "coins",
        is_sum=True,
    ),
    ExecutiveFigure("buyers", _("Buyers"), _("Different customers who bought in the month."), "number", "users"),
    ExecutiveFigure(
        "new_customers", _("New customers"), _("Customers whose first purchase fell into the month."), "number",
        "user-plus", is_sum=True,
    ),
    ExecutiveFigure(
        "kept_customers", _("Customers kept"),
        _("Of those who bought in the nine months before, the share that bought again in the last three."), "share",
        "heart-handshake",
    ),
    ExecutiveFigure(
        "spend_per_purchase", _("Spend per purchase"), _("Net sales divided by the number of purchases."), "money",
        "receipt",
    ),
    ExecutiveFigure(
        "late_contacts", _("Late contacts"),
        _("Of tasks, calls, visits and follow-ups due in the month, the share that was not done by its day."), "share",
        "clock-exclamation", more_is_better=False,
    ),
    ExecutiveFigure(
        "answered_in_time", _("Cases answered in time"),
        _("Of the cases that came in the month, the share whose first answer came within what was promised."), "share",
        "clock-check",
    ),
    ExecutiveFigure(
        "open_cases", _("Open cases"), _("Cases that had come and were not resolved at the end of the month."), "number",
        "inbox", more_is_better=False,
    ),
    ExecutiveFigure(
        "complaints", _("Complaints"), _("Complaints that came in the month; what was told twice counts once."), "number",
        "mood-search", more_is_better=False, is_sum=True,
    ),
)  # fmt: skip

BY_CODE = {figure.code: figure for figure in FIGURES}
