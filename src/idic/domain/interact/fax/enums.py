from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: The source of messages that came as a fax.
SOURCE = "fax"


class NumberPlace(models.TextChoices):
    """Where a mail of the gateway names the number that faxed."""

    SUBJECT = "subject", _("In the subject")
    NAME = "name", _("In the sender’s name")
    ADDRESS = "address", _("In the sender’s address, before the @")
    TEXT = "text", _("In the text")


class NumberForm(models.TextChoices):
    """How the gateway wants the number that it shall call."""

    INTERNATIONAL = "international", _("With the country’s code and no plus: 66812345678")
    PLUS = "plus", _("With a plus: +66812345678")
    NATIONAL = "national", _("As it is called within the country: 0812345678")


class FaxState(models.TextChoices):
    """What the gateway has said of a fax, once a mail server has it."""

    WAITING = "waiting", _("Waits for the confirmation")
    DELIVERED = "delivered", pgettext_lazy("fax", "Delivered")
    FAILED = "failed", pgettext_lazy("fax", "Not delivered")
