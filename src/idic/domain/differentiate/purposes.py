"""A segment that serves a purpose holds only those whom the purpose may use."""

from __future__ import annotations

from datetime import datetime

from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext_lazy as _

from idic.domain.differentiate.models import Segment
from idic.domain.identify.privacy.enums import Verdict
from idic.domain.identify.privacy.errors import PrivacyError
from idic.domain.identify.privacy.queries.basis import Use, use_of, verdicts_sql

#: Everybody is left out where the purpose itself is no longer in use.
NO_PURPOSE = "no_purpose"
#: Of whom no score and no segment is computed.
NO_PROFILING = "no_profiling"
ALLOWED = [one.value for one in Verdict if one.may]


def use_of_segment(segment: Segment, *, at: datetime) -> Use | None:
    """None where the purpose is no longer in use."""
    try:
        return use_of(segment.purpose, segment.channel, at=at)
    except PrivacyError:
        return None


def drop_others(cursor: CursorWrapper, segment: Segment, *, at: datetime) -> dict[str, int]:
    """Takes out of the temporary table `member` whom the purpose may not use; returns how many for which reason."""
    if not segment.purpose:
        return {}
    use = use_of_segment(segment, at=at)
    if use is None:
        cursor.execute("DELETE FROM member")
        return {NO_PURPOSE: cursor.rowcount} if cursor.rowcount else {}
    statement, values = verdicts_sql(use)
    cursor.execute(
        f"WITH gone AS (DELETE FROM member USING ({statement}) AS v"  # noqa: S608 - compiled
        " WHERE v.customer_id = member.customer_id AND v.verdict <> ALL(%s) RETURNING v.verdict)"
        " SELECT verdict, count(*) FROM gone GROUP BY 1",
        [*values, ALLOWED],
    )
    return dict(cursor.fetchall())


def left_out_lines(segment: Segment) -> list[tuple[str, int]]:
    """Reason in words and how many, the most frequent first."""
    labels = {
        **{one.value: one.label for one in Verdict},
        NO_PURPOSE: _("The purpose is no longer in use"),
        NO_PROFILING: _("No valid basis for scores and segments"),
    }
    return sorted(
        ((str(labels.get(code, code)), count) for code, count in segment.left_out.items()), key=lambda one: -one[1]
    )
