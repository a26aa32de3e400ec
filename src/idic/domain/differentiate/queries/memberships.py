from __future__ import annotations

from collections.abc import Sequence

from idic.domain.differentiate.models import Segment
from idic.foundation.stamps.kept import kept
from idic.foundation.storage.remembered import RememberedQuery

_living = RememberedQuery(
    lambda: Segment.objects.only("code", "name", "size").filter(is_archived=False).order_by("size", "id")
)


def segments_among(ids: Sequence[int]) -> list[Segment]:
    """The living segments of a customer's row, the largest last: the narrow ones say most about a customer."""
    wanted = set(ids)
    return [one for one in kept("living segments by size", _living) if one.pk in wanted]
