from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Changed(models.TextChoices):
    RECORD = "record", _("Source record")
    PURCHASE = "purchase", _("Purchase")
    LINE = "line", _("Line of a purchase")
    ADDED_LINE = "added_line", _("Line added to a purchase")


class Place(models.TextChoices):
    FOLDER = "folder", _("Folder on this server")
    HTTP = "http", _("Web address (HTTPS or HTTP)")
    SFTP = "sftp", _("SFTP server")


class ArrivalState(models.TextChoices):
    TAKEN = "taken", _("Taken")
    QUARANTINED = "quarantined", _("In quarantine")
    DISCARDED = "discarded", _("Discarded")
