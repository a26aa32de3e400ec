"""How many may be used for a purpose, on each channel: of everybody, and of each of the groups that are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from idic.domain.identify.privacy.enums import Verdict
from idic.domain.identify.privacy.models import Purpose
from idic.domain.identify.privacy.queries.basis import use_of, verdicts_sql


@dataclass(frozen=True)
class Covered:
    """`may` of `asked` may be used; `reasons` counts the others by verdict."""

    channel: str
    asked: int
    may: int
    reasons: Mapping[str, int]

    @property
    def share(self) -> float | None:
        return self.may / self.asked if self.asked else None


def coverage_of(purpose: Purpose, *, members: str = "", values: Sequence[Any] = ()) -> list[Covered]:
    """One statement for each channel. `members` is a select of ids by the caller's own code; empty: everybody."""
    return [_covered(purpose, channel, members, values) for channel in purpose.channels or [""]]


def coverage_by_group(
    purpose: Purpose, channel: str, *, groups: str, values: Sequence[Any] = ()
) -> dict[int, tuple[int, int]]:
    """`groups` is a select of (group, customer); group -> (who may be used, of how many)."""
    statement, stated = verdicts_sql(use_of(purpose, channel))
    marks = [one.value for one in Verdict if one.may]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT g.part, count(*) FILTER (WHERE v.verdict = ANY(%s)), count(*)"  # noqa: S608 - compiled
            f" FROM ({groups}) AS g(part, id) JOIN ({statement}) AS v ON v.customer_id = g.id GROUP BY 1",
            [marks, *values, *stated],
        )
        return {part: (may, asked) for part, may, asked in cursor.fetchall()}


def _covered(purpose: Purpose, channel: str, members: str, values: Sequence[Any]) -> Covered:
    statement, stated = verdicts_sql(use_of(purpose, channel))
    narrowed = f" WHERE v.customer_id IN ({members})" if members else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT v.verdict, count(*) FROM ({statement}) AS v{narrowed} GROUP BY 1",  # noqa: S608 - compiled
            [*stated, *values],
        )
        counts = dict(cursor.fetchall())
    may = sum(count for code, count in counts.items() if Verdict(code).may)
    reasons = {code: count for code, count in counts.items() if not Verdict(code).may}
    return Covered(channel, sum(counts.values()), may, reasons)
