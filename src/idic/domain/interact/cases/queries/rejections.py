"""Solutions that customers did not take."""

from __future__ import annotations

from collections.abc import Iterable

from idic.foundation.events.models import Event


def rejected_among(reopened: Iterable[int]) -> set[int]:
    """Of cases that were opened again: those that were because the customer said no. One statement."""
    found = Event.objects.filter(subject_kind="case", subject_id__in=list(reopened), verb="case.rejected")
    return set(found.values_list("subject_id", flat=True))
