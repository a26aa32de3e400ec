from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ErasureState(models.TextChoices):
    PLANNED = "planned", _("Waiting for a second person")
    CONFIRMED = "confirmed", _("Confirmed")
    DONE = "done", _("Done")
    WITHDRAWN = "withdrawn", _("Withdrawn")
