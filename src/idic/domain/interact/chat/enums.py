from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Asking(models.TextChoices):
    """Whether a visitor is asked for name and address before the chat begins."""

    NOTHING = "nothing", _("Nothing is asked for")
    OPTIONAL = "optional", _("They may be left empty")
    REQUIRED = "required", _("An address is needed")


class EndedBy(models.TextChoices):
    """`NOT_LIVE`: a message left while nobody was there; it never was a live conversation."""

    GOES_ON = "", pgettext_lazy("chat", "Goes on")
    VISITOR = "visitor", _("The visitor")
    AGENT = "agent", _("We")
    IDLE = "idle", _("Silence")
    NOT_LIVE = "not_live", _("A message left out of hours")
