from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    CHURN = "churn", _("Who is about to leave")
    OUTCOME = "outcome", _("Another outcome")
    NEEDS = "needs", _("Needs clusters")
    LIFETIME_VALUE = "clv", _("Lifetime value")


class ModelState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    TRAINED = "trained", _("Trained")
    APPROVED = "approved", _("Approved")
    RETIRED = "retired", _("Retired")


class Band(models.TextChoices):
    """How a probability reads beside the whole base: a tenth stands in the high band, three tenths in the medium one."""

    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")
