"""
DifferentiateError     (a rule that cannot be used is foundation.nouns.errors.PredicateRefused)
├── SegmentNameMissing a segment needs a name
└── SegmentOutdated    somebody else changed the segment since it was read
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class DifferentiateError(Exception):
    """Base of what can go wrong in this room; `str()` is a translated sentence for the reader."""


class SegmentNameMissing(DifferentiateError):
    def __str__(self) -> str:
        return str(_("Give the segment a name."))


class SegmentOutdated(DifferentiateError):
    def __str__(self) -> str:
        return str(
            _("Somebody else has changed this segment since you opened it. Load it again and repeat your change.")
        )
