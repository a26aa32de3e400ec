from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")
    PHONE = "phone", _("Phone call")
    POST = "post", _("Post")
    LINE = "line", _("LINE")
    WECHAT = "wechat", _("WeChat")


class Basis(models.TextChoices):
    """The grounds on which the law lets personal data be used."""

    CONSENT = "consent", _("Consent")
    EXPLICIT_CONSENT = "explicit", _("Explicit or separate consent")
    CONTRACT = "contract", _("Contract")
    LEGAL_DUTY = "duty", _("Legal obligation")
    LEGITIMATE_INTEREST = "interest", _("Legitimate interest")
    VITAL_INTEREST = "vital", _("Vital interest")
    PUBLIC_TASK = "public", _("Public task")
    RESEARCH = "research", _("Research and statistics")


class Need(models.TextChoices):
    """What the person's word counts for, in one jurisdiction."""

    CONSENT = "consent", _("Needs consent")
    OBJECTION = "objection", _("Allowed until the person objects")
    NOTHING = "nothing", _("Needs no word of the person")


class Verdict(models.TextChoices):
    """Whether a purpose may use a customer: the first three may, the others say why not."""

    CONSENT = "consent", _("Consent given")
    NO_OBJECTION = "no_objection", _("No objection")
    SOFT_OPT_IN = "soft_opt_in", _("Existing customer, no objection")
    NOT_GIVEN = "not_given", _("No consent")
    WITHDRAWN = "withdrawn", _("Consent withdrawn or objection")
    EXPIRED = "expired", _("Consent expired")
    UNDER_AGE = "under_age", _("Under age, without a guardian's consent")
    SUPPRESSED = "suppressed", _("On the suppression list")
    LOCKED = "locked", _("Processing restricted")

    @property
    def may(self) -> bool:
        return self in (Verdict.CONSENT, Verdict.NO_OBJECTION, Verdict.SOFT_OPT_IN)
