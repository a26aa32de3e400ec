from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MergeReason(models.TextChoices):
    BY_HAND = "by_hand", _("Decided by a person")
    LINKAGE = "linkage", _("Found by record linkage")
    IMPORT = "import", _("Found by an import")


class JudgementKind(models.TextChoices):
    """What a person said about the value of one record."""

    CHOSEN = "chosen", _("Chosen by a person")
    VERIFIED = "verified", _("Verified by a person")


class Criterion(models.TextChoices):
    """By what one record's value is preferred to another's; the first that tells them apart decides."""

    VERIFIED = "verified", _("Verified")
    RANK = "rank", _("Source rank")
    RECENT = "recent", _("Most recent")
    COMPLETE = "complete", _("Most complete")
    FREQUENT = "frequent", _("Most frequent")


class GoldenField(models.TextChoices):
    """What survivorship decides about. A name and an address come whole from one record: parts never mix."""

    NAME = "name", _("Name")
    ADDRESS = "address", _("Address")
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    NATIONAL_ID = "national_id", _("National id")
    TAX_ID = "tax_id", _("Tax id")
    BIRTH_DATE = "birth_date", _("Birth date")
    SEX = "sex", _("Sex")
    LANGUAGE = "language", _("Language")
    FACTS = "facts", _("Further facts and attributes")
