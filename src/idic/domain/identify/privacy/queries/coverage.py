"""How many may be used for a purpose, on each channel: of everybody, and of each of the groups that are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from idic.domain.identify.privacy.enums import Verdict
from idic.domain.identify.privacy.models import Purpose
from idic.domain.identify.privacy.queries.basis import verdicts_by_channel_sql


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
    """One statement for all channels. `members` is a select of ids by the caller's own code; empty: everybody."""
    statement, stated = verdicts_by_channel_sql(purpose)
    narrowed = f" WHERE v.customer_id IN ({members})" if members else ""
    counts: dict[str, dict[str, int]] = {channel: {} for channel in purpose.channels or [""]}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT v.channel, v.verdict, count(*) FROM ({statement}) AS v{narrowed} GROUP BY 1, 2",  # noqa: S608 - compiled
            [*stated, *values],
        )
        for channel, verdict, count in cursor.fetchall():
            counts[channel][verdict] = count
    return [_covered(channel, found) for channel, found in counts.items()]


def coverage_by_group(
    purpose: Purpose, *, groups: str, values: Sequence[Any] = ()
) -> dict[str, dict[int, tuple[int, int]]]:
    """`groups` is a select of (group, customer); channel -> group -> (who may be used, of how many)."""
    statement, stated = verdicts_by_channel_sql(purpose)
    marks = [one.value for one in Verdict if one.may]
    found: dict[str, dict[int, tuple[int, int]]] = {channel: {} for channel in purpose.channels or [""]}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT v.channel, g.part, count(*) FILTER (WHERE v.verdict = ANY(%s)), count(*)"  # noqa: S608 - compiled
            f" FROM ({groups}) AS g(part, id) JOIN ({statement}) AS v ON v.customer_id = g.id GROUP BY 1, 2",
            [marks, *values, *stated],
        )
        for channel, part, may, asked in cursor.fetchall():
            found[channel][part] = (may, asked)
    return found


def _covered(channel: str, counts: Mapping[str, int]) -> Covered:
    may = sum(count for code, count in counts.items() if Verdict(code).may)
    reasons = {code: count for code, count in counts.items() if not Verdict(code).may}
    return Covered(channel, sum(counts.values()), may, reasons)
