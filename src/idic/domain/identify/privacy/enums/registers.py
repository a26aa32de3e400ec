from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class TransferGround(models.TextChoices):
    ADEQUATE = "adequate", _("Adequate protection there")
    CONTRACT = "contract", _("Standard contract")
    CERTIFICATION = "certification", _("Certification")
    ASSESSMENT = "assessment", _("Security assessment by the authority")
    CONSENT = "consent", _("Separate or explicit consent")
    BINDING_RULES = "binding", _("Binding rules of a group")


class AssessmentState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
