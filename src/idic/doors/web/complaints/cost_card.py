"""What one complaint costs, on its page: for whoever leads complaints."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.queries.costs import risk_of
from idic.doors.web.complaints.wording import UNKNOWN_MARGINS
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.languages import formats


@dataclass(frozen=True)
class CostCard:
    """`parts`: name, amount or that it is not known, and how it comes about."""

    parts: list[tuple[str, str, str]]
    # of what is known
    sum: str
    is_whole: bool


def cost_card(user: User, complaint: Complaint) -> CostCard | None:
    """None for whoever does not lead complaints; without the margin for whoever may not see what customers are worth."""
    if not may(user, "complaint.manage"):
        return None
    amounts: list[float | None] = [_number(complaint.handling_cost), _number(complaint.remedy_cost)]
    parts = [(_("Handling"), _money(amounts[0]), ""), (_("Remedies"), _money(amounts[1]), "")]
    if may(user, "value.see"):
        risk = risk_of(complaint)
        amounts.append(risk.amount)
        parts.append((_("Margin at risk"), _money(risk.amount), str(UNKNOWN_MARGINS.get(risk.reason, ""))))
        if risk.before is not None and risk.after is not None and risk.value is not None and risk.until is not None:
            told = _("Still buys: %(before)s on the day of the complaint, %(after)s on %(day)s; worth %(value)s before.") % {
                "before": formats.percent(risk.before), "after": formats.percent(risk.after),
                "day": formats.day(risk.until), "value": _money(risk.value),
            }  # fmt: skip
            parts[-1] = (*parts[-1][:2], told)
    known = [one for one in amounts if one is not None]
    return CostCard(parts, _money(sum(known)) if known else "–", len(known) == len(amounts))


def _number(amount: object) -> float | None:
    return None if amount is None else float(str(amount))


def _money(amount: float | None) -> str:
    return _("not known") if amount is None else formats.whole_money(amount, settings.CONFIGURATION.currency)
