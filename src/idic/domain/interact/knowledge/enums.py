from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Audience(models.TextChoices):
    """Each is read by those after it, too: staff reads what customers read."""

    EVERYBODY = "everybody", _("Everybody")
    CUSTOMERS = "customers", _("Customers who have signed in")
    STAFF = "staff", _("Our own people")


class TextState(models.TextChoices):
    """Of what is being written. What was published before stays readable until the new text is approved."""

    DRAFT = "draft", pgettext_lazy("article", "Draft")
    REVIEW = "review", _("In review")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")


class Door(models.TextChoices):
    """Where an article was read, searched for or judged."""

    HELP = "help", _("Help pages")
    PORTAL = "portal", _("Customer portal")
    DESK = "desk", _("Our own people")


class Reason(models.TextChoices):
    """Why an article did not help."""

    NOT_FOUND = "not_found", _("It does not answer my question")
    UNCLEAR = "unclear", _("It is hard to understand")
    WRONG = "wrong", _("Something in it is wrong")
    OUTDATED = "outdated", _("It is out of date")


class Inserted(models.TextChoices):
    """How an article went into an answer."""

    LINK = "link", _("As a link")
    TEXT = "text", _("As text")


#: What an audience may read.
READ_BY = {
    Audience.EVERYBODY: (Audience.EVERYBODY,),
    Audience.CUSTOMERS: (Audience.EVERYBODY, Audience.CUSTOMERS),
    Audience.STAFF: tuple(Audience),
}
