"""How complaints of the sample were handled, as two raters see it who did not handle them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.reviewing import DONTS, STEPS, review
from idic.foundation.accounts.models import User

_REVIEWED = 8


def review_some(staff: Sequence[User]) -> None:
    """The same ones by both, so that it shows how far they agree; they mostly do."""
    draw, raters = Random(5), (staff[0], staff[4])
    closed = Complaint.objects.filter(state="closed").exclude(case__owner__in=raters).order_by("pk")
    for complaint in closed[:_REVIEWED]:
        kept = [int(draw.random() < 0.9) for _each in range(DONTS)]
        done = [draw.choice((1, 2, 2, 2)) for _each in range(STEPS)]
        for rater in raters:
            # whoever looks second sees one thing in ten otherwise
            seen = [one if draw.random() < 0.9 else 1 - one for one in kept] if rater is raters[1] else kept
            review(complaint, donts=seen, steps=done, by=rater)
