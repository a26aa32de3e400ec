"""
ExecutiveError
├── TargetRefused      a target that cannot be kept
└── TargetOutdated     somebody else changed the target since it was read
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import FieldRefused, WordedError


class ExecutiveError(WordedError):
    pass


class TargetRefused(ExecutiveError, FieldRefused):
    pass


class TargetOutdated(ExecutiveError):
    sentence = _("Somebody else has changed this target since you opened it. Load it again and repeat your change.")
