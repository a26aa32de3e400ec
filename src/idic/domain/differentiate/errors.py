"""
DifferentiateError
├── PredicateRefused   the rule of a segment cannot be used; says which condition
├── SegmentNameMissing a segment needs a name
└── SegmentOutdated    somebody else changed the segment since it was read
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class DifferentiateError(Exception):
    """Base of what can go wrong in this room; `str()` is a translated sentence for the reader."""


class PredicateRefused(DifferentiateError):
    def __init__(self, path: str, detail: str) -> None:
        self.path = path
        self.detail = detail
        super().__init__(detail)

    def __str__(self) -> str:
        return str(_("A condition of this segment cannot be used: %(detail)s")) % {"detail": self.detail}


class SegmentNameMissing(DifferentiateError):
    def __str__(self) -> str:
        return str(_("Give the segment a name."))


class SegmentOutdated(DifferentiateError):
    def __str__(self) -> str:
        return str(_("Somebody else has changed this segment since you opened it. Load it again and repeat your change."))
