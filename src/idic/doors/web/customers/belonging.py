"""What a customer belongs to and was made of: its segments and its source records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from idic.domain.differentiate.models import Segment
from idic.domain.identify.models import SourceRecord
from idic.doors.web.customers.wording import segment_name
from idic.doors.web.shell.addresses import address_of
from idic.doors.web.shell.stencil import Around, Stencil
from idic.foundation.languages import formats

_MOST_SEGMENTS = 20

_segments = Stencil("customers/segments.html", texts=("segments",))
_segment = Stencil("customers/segment.html", decided=("segment",), texts=("why_url",), most=512)
_records = Stencil("customers/records.html", texts=("records",))
_record = Stencil("customers/source_record.html", ids=("pk", "record_pk"), texts=("source", "key", "day"))


class SegmentShown(NamedTuple):
    """What a remembered line shows of a segment."""

    pk: int
    name: str
    size: int


def segments_panel(around: Around, customer_id: int, segments: Sequence[Segment]) -> SafeString:
    rows = (
        _segment(
            around, (SegmentShown(one.pk, segment_name(one), one.size),),
            address_of("customers:membership", [customer_id, one.pk]) or "",
        )
        for one in segments[:_MOST_SEGMENTS]
    )  # fmt: skip
    return _segments(around, (), SafeString("".join(rows)))


def records_panel(around: Around, customer_id: int, records: Sequence[SourceRecord]) -> SafeString:
    rows = (
        _record(around, (), customer_id, one.pk, one.source.label, one.key, formats.day(one.received_at))
        for one in records
    )
    return _records(around, (), SafeString("".join(rows)))
