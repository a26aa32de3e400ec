"""
ExecutiveError
├── TargetRefused      a target that cannot be kept
└── TargetOutdated     somebody else changed the target since it was read
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class ExecutiveError(Exception):
    """Base of what can go wrong here; `str()` is a translated sentence for the reader."""


class TargetRefused(ExecutiveError):
    def __init__(self, field: str, message: str) -> None:
        self.field = field
        self.message = message
        super().__init__(message)

    def __str__(self) -> str:
        return str(self.message)


class TargetOutdated(ExecutiveError):
    def __str__(self) -> str:
        return str(
            _("Somebody else has changed this target since you opened it. Load it again and repeat your change.")
        )
