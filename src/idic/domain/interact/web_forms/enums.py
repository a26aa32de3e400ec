from django.db import models
from django.utils.translation import gettext_lazy as _


class Asked(models.TextChoices):
    """What a form may ask besides the message, which it always asks."""

    SUBJECT = "subject", _("What it is about")
    NAME = "name", _("Name")
    EMAIL = "email", _("E-mail address")
    PHONE = "phone", _("Telephone")
    FILES = "files", _("Files")
    PRODUCT = "product", _("Product")


class Need(models.TextChoices):
    OFF = "off", _("Not asked")
    OPTIONAL = "optional", _("May be left empty")
    REQUIRED = "required", _("Has to be filled in")


class OwnKind(models.TextChoices):
    """Of a question that somebody wrote for one form."""

    TEXT = "text", _("A line of text")
    CHOICE = "choice", _("One of several answers")


class SubmissionState(models.TextChoices):
    FILED = "filed", _("Became a case")
    HELD = "held", _("Held")
    DISCARDED = "discarded", _("Put aside")


class Doubt(models.TextChoices):
    """Why something is held."""

    TRAPPED = "trapped", _("A field that nobody sees was filled in")
    NO_WORK = "no_work", _("The browser ran no scripts")
    UNWANTED = "unwanted", _("What came from this address before was put down as unwanted")
