"""
DifferentiateError     (a rule that cannot be used is foundation.nouns.errors.PredicateRefused)
├── SegmentNameMissing a segment needs a name
├── SegmentOutdated    somebody else changed the segment since it was read
├── FigureRefused      a figure of the market that cannot be kept
└── FigureOutdated     somebody else changed the figure since it was read
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


class FigureRefused(DifferentiateError):
    def __init__(self, field: str, message: str) -> None:
        self.field = field
        self.message = message
        super().__init__(message)

    def __str__(self) -> str:
        return str(self.message)


class FigureOutdated(DifferentiateError):
    def __str__(self) -> str:
        return str(
            _("Somebody else has changed this figure since you opened it. Load it again and repeat your change.")
        )
