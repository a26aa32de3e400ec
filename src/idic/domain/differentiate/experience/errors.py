"""
ExperienceRefused      a field of the map that cannot be kept so
ExperienceOutdated     somebody else changed the field since it was read
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import FieldRefused, WordedError


class ExperienceRefused(FieldRefused):
    pass


class ExperienceOutdated(WordedError):
    sentence = _("Somebody else has changed this field since you opened it. Load it again and repeat your change.")
