"""How well knowledge serves: counted, each with what it was counted from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from idic.domain.interact.knowledge.enums import TextState
from idic.domain.interact.knowledge.models import ArticleText, ArticleViews, SearchDay
from idic.domain.interact.knowledge.rules import READS
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require

#: Who got in touch within it was not helped by what they read.
KEPT_AWAY = timedelta(hours=24)

# A customer who reads several articles on one day had one need; one that is younger than a day cannot be judged yet.
_READ = """
WITH need AS (
    SELECT customer_id, min(at) AS at FROM knowledge_customerreading
    WHERE at >= %(since)s AND at < %(until)s GROUP BY customer_id, (at AT TIME ZONE %(zone)s)::date
)
SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (
    SELECT FROM cases_case k WHERE k.customer_id = need.customer_id AND k.deleted_at IS NULL
    AND k.received_at >= need.at AND k.received_at < need.at + %(hours)s * interval '1 hour'
) AND NOT EXISTS (
    SELECT FROM cases_message m JOIN cases_case k ON k.id = m.case_id WHERE k.customer_id = need.customer_id
    AND m.kind = 'inbound' AND m.at >= need.at AND m.at < need.at + %(hours)s * interval '1 hour'
)) FROM need
"""
_CASES = """
SELECT count(*) FROM cases_case WHERE deleted_at IS NULL AND state <> 'merged' AND received_at >= %s AND received_at < %s
"""
_AGES = """
SELECT count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM now() - published_at) / 86400)
FROM knowledge_articletext WHERE published_number IS NOT NULL AND state <> 'archived'
"""


@dataclass(frozen=True)
class Share:
    part: int
    of: int

    @property
    def value(self) -> float | None:
        return self.part / self.of if self.of else None


@dataclass(frozen=True)
class Figures:
    """`deflected`: of the needs with which customers read on the portal, those after which they did not get in touch
    within a day. `self_service`: those, of all needs: them and all cases of the same time."""

    searches_in_vain: Share
    deflected: Share
    self_service: Share
    views: int
    published: int
    median_age_days: float | None
    by_state: dict[str, int]


def figures(user: User, *, days: int = 90) -> Figures:
    """Six statements."""
    require(user, READS)
    since_day = timezone.localdate() - timedelta(days=days)
    until = timezone.now() - KEPT_AWAY
    since = timezone.now() - timedelta(days=days)
    with connection.cursor() as cursor:
        cursor.execute(
            _READ,
            {
                "since": since,
                "until": until,
                "hours": KEPT_AWAY.total_seconds() / 3600,
                "zone": str(timezone.get_default_timezone()),
            },
        )
        needs, kept_away = cursor.fetchone()
        cursor.execute(_CASES, [since, until])
        cases = cursor.fetchone()[0]
        cursor.execute(_AGES)
        published, age = cursor.fetchone()
    states: dict[str, int] = dict.fromkeys(TextState.values, 0)
    for state in ArticleText.objects.values_list("state", flat=True).order_by("pk")[:20_000]:
        states[state] += 1
    return Figures(
        _searches(since_day), Share(kept_away, needs), Share(kept_away, kept_away + cases),
        ArticleViews.objects.filter(day__gte=since_day).aggregate(total=Sum("count"))["total"] or 0,
        published, float(age) if age is not None else None, states,
    )  # fmt: skip


def _searches(since: date) -> Share:
    found = SearchDay.objects.filter(day__gte=since).aggregate(asked=Sum("asked"), nothing=Sum("found_nothing"))
    return Share(found["nothing"] or 0, found["asked"] or 0)
