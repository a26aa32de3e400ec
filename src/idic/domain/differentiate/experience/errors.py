"""
ExperienceRefused      a field of the map that cannot be kept so
ExperienceOutdated     somebody else changed the field since it was read
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class ExperienceRefused(Exception):
    def __init__(self, field: str, message: str) -> None:
        self.field = field
        self.message = message
        super().__init__(message)

    def __str__(self) -> str:
        return str(self.message)


class ExperienceOutdated(Exception):
    def __str__(self) -> str:
        return str(_("Somebody else has changed this field since you opened it. Load it again and repeat your change."))
