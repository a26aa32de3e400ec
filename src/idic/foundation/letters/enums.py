from django.db import models
from django.utils.translation import gettext_lazy as _


class LetterKind(models.TextChoices):
    MAIL = "mail", _("E-mail")
    LETTER = "letter", _("Letter")
    MESSAGE = "message", _("Short message")


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")
    # handed over, and nobody knows what became of it: never sent again by itself
    UNSURE = "unsure", _("Perhaps sent")
    # the person has said no meanwhile
    STOPPED = "stopped", _("Stopped")


#: Of which somebody should know, and decide.
TROUBLE = (DeliveryState.FAILED, DeliveryState.UNSURE)
