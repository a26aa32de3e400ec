from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class BreachKind(models.TextChoices):
    CONFIDENTIALITY = "confidentiality", _("Confidentiality: seen or taken by others")
    INTEGRITY = "integrity", _("Integrity: changed without right")
    AVAILABILITY = "availability", _("Availability: lost or out of reach")


class Decision(models.TextChoices):
    OPEN = "", _("Not decided yet")
    NOTIFY = "notify", _("To be told")
    NOT_NEEDED = "not_needed", _("Need not be told")
