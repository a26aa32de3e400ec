"""How complaints of the sample were handled, as two raters see it who did not handle them; and who was trained in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.reviewing import DONTS, STEPS, review
from idic.domain.interact.complaints.operations.saying import write_training
from idic.foundation.accounts.models import User
from idic.sample.service.complaint_words import TRAINING
from idic.sample.service.moments import said

_REVIEWED = 8


def review_some(staff: Sequence[User]) -> None:
    """The same ones by both, so that it shows how far they agree; they mostly do."""
    draw, raters = Random(5), (staff[0], staff[4])
    closed = (
        Complaint.objects.filter(state="closed", appealed=0)
        .exclude(case__owner__in=raters)
        .order_by("-received_at", "pk")
    )
    for complaint in closed[:_REVIEWED]:
        kept = [int(draw.random() < 0.9) for _each in range(DONTS)]
        done = [draw.choice((1, 2, 2, 2)) for _each in range(STEPS)]
        for rater in raters:
            # whoever looks second sees one thing in ten otherwise
            seen = [one if draw.random() < 0.9 else 1 - one for one in kept] if rater is raters[1] else kept
            review(complaint, donts=seen, steps=done, by=rater)


def train_some(staff: Sequence[User], *, today: date) -> None:
    """Two lately, one so long ago that it counts no more; the others not at all."""
    for person, days in ((staff[1], 120), (staff[2], 300), (staff[3], 900)):
        write_training(person, on=today - timedelta(days=days), code=said(TRAINING), by=staff[0])
