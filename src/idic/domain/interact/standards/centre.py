"""What a customer service centre is there for, and what speaks for having somebody else run it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CentreFunction(models.TextChoices):
    ADVICE = "advice", _("Advice before the sale, follow-up after it")
    INCOME = "income", _("A further source of income")
    DATA = "data", _("Complete data about customers")
    FEEDBACK = "feedback", _("The way by which feedback comes in")
    LOYALTY = "loyalty", _("Loyalty, and being at home with the brand")
    CUSTOM = "custom", _("Service made for the one customer")
    NEW_CUSTOMERS = "new_customers", _("New customers and opportunities")


class OutsideReason(models.TextChoices):
    """Five reasons to have a firm outside do it."""

    COST = "cost", _("It costs less, and what it costs is known beforehand")
    QUALITY = "quality", _("A firm that does nothing else does it better")
    TIME = "time", _("It is there sooner than we could build it up")
    ONE_WINDOW = "one_window", _("Customers find one door, whatever they want")
    FOCUS = "focus", _("Our people keep to what we are here for")


class Answer(models.TextChoices):
    OPEN = "", _("Not looked at yet")
    YES = "yes", _("Holds for us")
    NO = "no", _("Does not hold")


class DoneBy(models.TextChoices):
    UNDECIDED = "", _("Not decided")
    OWN = "own", _("Our own people")
    OUTSIDE = "outside", _("A firm outside")
    BOTH = "both", _("Both together")
