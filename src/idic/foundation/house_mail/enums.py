from django.db import models
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")
    # handed over, and nobody knows what became of it: never sent again by itself
    UNSURE = "unsure", _("Perhaps sent")
    # what it was about is read, over or gone
    DROPPED = "dropped", _("No longer needed")


#: Of which somebody should know.
TROUBLE = (MailState.FAILED, MailState.UNSURE)
