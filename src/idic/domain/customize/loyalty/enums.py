from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Rounding(models.TextChoices):
    """How a purchase that is worth no whole number of points is rounded, once for the whole purchase."""

    DOWN = "down", _("Down to whole points")
    NEAREST = "nearest", _("To the nearest point, halves up")
    UP = "up", _("Up to whole points")


class EntryKind(models.TextChoices):
    ISSUE = "issue", pgettext_lazy("points", "Earned")
    REDEEM = "redeem", pgettext_lazy("points", "Redeemed")
    EXPIRE = "expire", pgettext_lazy("points", "Expired")
    REVERSE = "reverse", pgettext_lazy("points", "Taken back after a return or a correction")
    ADJUST = "adjust", pgettext_lazy("points", "Given or taken by hand")
    #: From a lot that holds something to one that owes: the sum of both sides is zero.
    TRANSFER = "transfer", pgettext_lazy("points", "Set against points that were owed")
