from __future__ import annotations

from datetime import date

from idic.domain.identify.privacy.enums import RetentionAction, RetentionClock
from idic.domain.identify.privacy.operations.retention import add_rule, list_due
from idic.foundation.accounts.models import User
from idic.foundation.attributes.models.definition import in_language

_NAMES = {
    "en": "Receipts older than a year", "th": "ใบเสร็จเก่ากว่าหนึ่งปี", "zh-hans": "超过一年的小票",
    "zh-hant": "超過一年的收據",
}  # fmt: skip


def make_dry_run(by: User, *, today: date) -> None:
    """It is off and only shows: a list of what would be due, from which nothing can be taken."""
    rule = add_rule(
        name=in_language(_NAMES), belonging="purchase", clock=RetentionClock.ROW, months=12,
        action=RetentionAction.REVIEW, basis="Rule of the house", by=by,
    )  # fmt: skip
    list_due(rule, as_of=today, by=by)
