from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RetentionAction(models.TextChoices):
    DELETE = "delete", _("Delete the rows")
    ANONYMISE = "anonymise", _("Erase the person")
    REVIEW = "review", _("Show for review")


class RetentionClock(models.TextChoices):
    """What starts the period."""

    ROW = "row", _("The day of the row itself")
    CONTACT = "contact", _("The last contact or purchase of the customer")
