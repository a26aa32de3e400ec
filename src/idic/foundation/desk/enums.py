from django.db import models
from django.utils.translation import gettext_lazy as _


class AttachmentState(models.TextChoices):
    """A file can be downloaded only when it is clean; a refused one is kept apart until it is deleted."""

    SCANNING = "scanning", _("Being checked")
    CLEAN = "clean", _("Checked")
    REFUSED = "refused", _("Refused")


class NotificationKind(models.TextChoices):
    MENTION = "mention", _("Somebody mentions me in a note")
    ASSIGNMENT = "assignment", _("Something is given to me")
    CHANGE = "change", _("A record that I follow changes")
    REMINDER = "reminder", _("Something of mine is due")
    MESSAGE = "message", _("A rule of the automation tells me something")


class Delivery(models.TextChoices):
    PAGE = "page", _("On the page only")
    AT_ONCE = "at_once", _("On the page, and by e-mail at once")
    DIGEST = "digest", _("On the page, and once a day by e-mail")
    OFF = "off", _("Not at all")


#: Where a person has chosen nothing.
USUAL_DELIVERY = {
    NotificationKind.MENTION: Delivery.AT_ONCE,
    NotificationKind.ASSIGNMENT: Delivery.AT_ONCE,
    NotificationKind.CHANGE: Delivery.DIGEST,
    NotificationKind.REMINDER: Delivery.PAGE,
    NotificationKind.MESSAGE: Delivery.PAGE,
}


class TagColour(models.TextChoices):
    GREY = "neutral", _("Grey")
    BLUE = "info", _("Blue")
    GREEN = "success", _("Green")
    YELLOW = "warning", _("Yellow")
    RED = "danger", _("Red")
    PURPLE = "differentiate", _("Purple")
    TEAL = "interact", _("Teal")
    ORANGE = "customize", _("Orange")
