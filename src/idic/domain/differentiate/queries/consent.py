"""How many of each segment a purpose may use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.ready_segments import segment_name
from idic.domain.identify.privacy.models import Purpose
from idic.domain.identify.privacy.queries.coverage import coverage_by_group

_MEMBERS = """
    SELECT segment, s.customer_id FROM differentiate_customerscore s CROSS JOIN unnest(s.segment_ids) AS segment
    WHERE segment = ANY(%s)
"""


@dataclass(frozen=True)
class SegmentCoverage:
    """`shares` stand in the order of the purpose's channels; None where the segment is empty."""

    segment: Segment
    name: str
    may: list[int]
    shares: list[float | None]


def coverage_by_segment(segments: Sequence[Segment], purpose: Purpose) -> list[SegmentCoverage]:
    channels = coverage_by_group(purpose, groups=_MEMBERS, values=[[one.pk for one in segments]])
    found = []
    for segment in segments:
        counts = [counted.get(segment.pk, (0, 0)) for counted in channels.values()]
        found.append(
            SegmentCoverage(
                segment, segment_name(segment), [may for may, _asked in counts],
                [may / asked if asked else None for may, asked in counts],
            )
        )  # fmt: skip
    return found
