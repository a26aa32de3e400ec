from __future__ import annotations


class StaffingError(ValueError):
    """The staff cannot be computed; the message says what to change."""


class LoadUnusable(StaffingError):
    pass


class TargetUnusable(StaffingError):
    pass
