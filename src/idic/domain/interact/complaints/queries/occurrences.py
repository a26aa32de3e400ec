"""The single complaints of a time, for figures that need each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from idic.domain.interact.complaints.models import Complaint, CorrectiveAction, QualityReview
from idic.domain.interact.complaints.queries.figures import like_it, received_in
from idic.domain.interact.complaints.queries.own import whose
from idic.domain.interact.complaints.rules import visible_complaints
from idic.foundation.accounts.models import User

_MOST = 50_000


@dataclass(frozen=True)
class Occurrences:
    """One entry per complaint that has a topic; a customer None is unknown."""

    complaint: list[int]
    topic: list[int]
    product: list[int | None]
    customer: list[int | None]
    day: list[date]


def occurrences(user: User, since: datetime, until: datetime) -> Occurrences:
    rows = received_in(user, since, until).filter(case__topic__isnull=False).order_by("-received_at", "-pk")
    return _occurrences(rows)


def occurrences_like(action: CorrectiveAction) -> Occurrences:
    """In the scope of an action, whoever may see them: figures alone."""
    rows = like_it(action).order_by("-received_at", "-pk")
    return _occurrences(rows)


def _occurrences(rows: QuerySet[Complaint]) -> Occurrences:
    found = list(rows.values_list("pk", "case__topic", "case__product", whose(), "received_at")[:_MOST])
    return Occurrences(
        [row[0] for row in found], [row[1] for row in found], [row[2] for row in found], [row[3] for row in found],
        [timezone.localtime(row[4]).date() for row in found],
    )  # fmt: skip


@dataclass(frozen=True)
class Again:
    """The complaints after which the same topic and product came again within 90 days, by anybody and by the same customer;
    and of how many it can be told by now."""

    anybody: list[int]
    anybody_of: int
    customer: list[int]
    customer_of: int


def came_again(user: User, since: datetime, until: datetime, *, today: date) -> Again:
    import numpy as np

    from idic.methods.recurrence import recurrence

    rows = occurrences(user, since, until)
    found = recurrence(
        rows.topic, np.array(rows.product, dtype=object), np.array(rows.customer, dtype=object),
        np.array(rows.day, dtype="datetime64[D]"), as_of=today,
    )  # fmt: skip
    pks, known = np.array(rows.complaint, dtype=np.int64), found.over & (found.times_customer > 0)
    return Again(
        pks[found.again & found.over].tolist(), int(found.over.sum()), pks[found.again_customer & known].tolist(),
        int(known.sum()),
    )  # fmt: skip


@dataclass(frozen=True)
class Ratings:
    """What two raters said of the same complaints, item by item."""

    first: str
    second: str
    complaints: int
    donts: tuple[list[int], list[int]]
    steps: tuple[list[int], list[int]]


def ratings_of_two(user: User, since: datetime, until: datetime) -> Ratings | None:
    """The two who have reviewed the most complaints of the time both; None where no two have."""
    found = QualityReview.objects.filter(
        complaint__in=visible_complaints(user), complaint__received_at__gte=since, complaint__received_at__lt=until
    ).order_by("-pk")
    by_complaint: dict[int, dict[int, tuple[list[int], list[int]]]] = {}
    names: dict[int, str] = {}
    for complaint, rater, name, donts, steps in found.values_list(
        "complaint", "rater", "rater__display_name", "donts", "steps"
    )[:_MOST]:
        by_complaint.setdefault(complaint, {})[rater] = (donts, steps)
        names[rater] = name
    pairs: dict[tuple[int, int], list[int]] = {}
    for complaint, raters in by_complaint.items():
        ordered = sorted(raters)
        for place, one in enumerate(ordered):
            for other in ordered[place + 1 :]:
                pairs.setdefault((one, other), []).append(complaint)
    if not pairs:
        return None
    (one, other), shared = max(pairs.items(), key=lambda pair: (len(pair[1]), pair[0]))

    def said(rater: int, part: int) -> list[int]:
        return [value for complaint in shared for value in by_complaint[complaint][rater][part]]

    return Ratings(
        names[one], names[other], len(shared), (said(one, 0), said(other, 0)), (said(one, 1), said(other, 1))
    )
