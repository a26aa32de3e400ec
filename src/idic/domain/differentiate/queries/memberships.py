from __future__ import annotations

from collections.abc import Sequence

from idic.domain.differentiate.models import Segment
from idic.foundation.storage.remembered import RememberedQuery

_living = RememberedQuery(
    # One list travels as one value, however long it is.
    lambda ids: (
        Segment.objects.filter(is_archived=False).extra(where=["id = ANY(%s)"], params=[ids]).order_by("size", "id")
    ),
    [910_001],
)


def segments_among(ids: Sequence[int]) -> list[Segment]:
    """The living segments of a customer's row, the largest last: the narrow ones say most about a customer."""
    return _living(list(ids))
