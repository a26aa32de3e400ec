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
    # the person has said no meanwhile
    STOPPED = "stopped", _("Stopped")
