"""What stands beside the form: the step of the plan with its questions, the customer in a few facts, and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from idic.domain.differentiate.queries.scores import score_now
from idic.domain.interact.models import FollowUp
from idic.domain.interact.plans.models import Finding, Touch
from idic.domain.interact.plans.queries.plans import findings_of, touch_of
from idic.doors.web.plans.wording import cause_words, why_words
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.languages import formats


@dataclass(frozen=True)
class Asking:
    """`facts` are empty where the reader may not see figures of value; `cause` and `ended` are words."""

    touch: Touch | None
    cause: str
    ended: str
    facts: Sequence[tuple[str, object]]
    findings: Sequence[Finding]


def asking_of(follow_up: FollowUp, *, reader: User) -> Asking:
    touch = touch_of(follow_up)
    ended = why_words(touch.start.why) if touch and touch.start.why else ""
    return Asking(
        touch,
        cause_words(touch.start) if touch else "",
        ended,
        _facts(follow_up.customer_id, reader),
        findings_of(follow_up),
    )


def _facts(customer_id: int, reader: User) -> list[tuple[str, object]]:
    if not may(reader, "value.see"):
        return []
    score = score_now(customer_id)
    if score is None:
        return []
    rows: list[tuple[str, object]] = []
    if score.last_at is not None:
        rows.append((_("Last purchase"), formats.day(score.last_at)))
    if score.frequency is not None:
        rows.append((_("Purchases"), formats.number(score.frequency)))
    if score.lifetime_value is not None:
        currency = settings.CONFIGURATION.currency
        rows.append((_("Expected lifetime value"), formats.whole_money(score.lifetime_value, currency)))
    if score.tier:
        rows.append((_("Value tier of the customer"), score.get_tier_display()))
    return rows
