from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.complaints.errors import FactMissing, OwnWork
from idic.domain.interact.complaints.models import Complaint, QualityReview
from idic.domain.interact.complaints.operations.changing_hands import handlers
from idic.domain.interact.complaints.operations.rows import locked, step
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.texts import trimmed

DONTS, STEPS = 10, 6


@transaction.atomic
def review(
    complaint: Complaint, *, donts: Sequence[int], steps: Sequence[int], note: str = "", by: User
) -> QualityReview:  # fmt: skip
    """By somebody who did not handle it; a second look replaces one's own first."""
    require(by, "complaint.manage")
    row = locked(complaint, by=by, permission="case.see")
    if by.pk in handlers(row):
        raise OwnWork
    if len(donts) != DONTS or any(one not in (0, 1) for one in donts):
        raise FactMissing("donts", _("Say for each of the ten don'ts whether it was kept."))
    if len(steps) != STEPS or any(one not in (0, 1, 2) for one in steps):
        raise FactMissing("steps", _("Give each of the six steps 0, 1 or 2."))
    found, _made = QualityReview.objects.update_or_create(
        complaint=row, rater=by, defaults={"donts": list(donts), "steps": list(steps), "note": trimmed(note)}
    )
    step(row, row.state, "complaint.reviewed", by=by, said={"donts": sum(donts), "steps": sum(steps)})
    return found
