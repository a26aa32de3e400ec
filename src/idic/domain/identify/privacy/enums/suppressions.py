from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SuppressionReason(models.TextChoices):
    WITHDRAWN = "withdrawn", _("Consent withdrawn")
    ERASED = "erased", _("Person erased")
    LISTED = "listed", _("Entered by hand")
