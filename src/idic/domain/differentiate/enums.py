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


class AnalysisKind(models.TextChoices):
    BASKETS = "baskets", _("Baskets")
    PATHS = "paths", _("Purchase paths")
    COHORTS = "cohorts", _("Cohorts")
    RHYTHM = "rhythm", _("Rhythm of purchases")
    VAN_WESTENDORP = "van_westendorp", _("Price sensitivity (Van Westendorp)")
    GABOR_GRANGER = "gabor_granger", _("Price test (Gabor-Granger)")


class RfmScheme(models.TextChoices):
    INDEPENDENT = "independent", _("Fifths of each figure by itself")
    NESTED = "nested", _("Fifths within fifths: cells of equal size")
    FIXED = "fixed", _("Limits of your own, the same every time")


class RfmTies(models.TextChoices):
    MIN = "min", _("The lower score")
    MID = "mid", _("The score in the middle")
    MAX = "max", _("The higher score")


class MostValuableRule(models.TextChoices):
    TOP_SHARE = "top_share", _("The best part of all customers")
    CUMULATIVE = "cumulative_value", _("Those who bring a part of the whole value")
