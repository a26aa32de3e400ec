from django.db import models
from django.utils.translation import gettext_lazy as _


class Tense(models.TextChoices):
    CURRENT = "current", _("Current customer")
    PAST = "past", _("Past customer")
    FUTURE = "future", _("Future customer")
    UNCLASSIFIED = "unclassified", _("Not classified")


class Tier(models.TextChoices):
    SUPER_GROWTH = "super_growth", _("Super growth")
    MOST_VALUABLE = "most_valuable", _("Most valuable")
    MOST_GROWABLE = "most_growable", _("Most growable")
    BELOW_ZERO = "below_zero", _("Below zero")
    MIGRATOR = "migrator", _("Migrator")
    LOW_MAINTENANCE = "low_maintenance", _("Low maintenance")


class RfmGroup(models.TextChoices):
    CHAMPIONS = "champions", _("Champions")
    LOYAL = "loyal", _("Loyal")
    POTENTIAL_LOYALIST = "potential_loyalist", _("Potential loyalists")
    NEW = "new", _("New")
    PROMISING = "promising", _("Promising")
    NEED_ATTENTION = "need_attention", _("Need attention")
    ABOUT_TO_SLEEP = "about_to_sleep", _("About to sleep")
    AT_RISK = "at_risk", _("At risk")
    CANNOT_LOSE = "cannot_lose", _("Cannot lose them")
    HIBERNATING = "hibernating", _("Hibernating")
    LOST = "lost", _("Lost")
