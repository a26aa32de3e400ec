from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsentKind(models.TextChoices):
    GIVEN = "given", _("Given")
    # of consent, or an objection where consent was not needed
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")


class Method(models.TextChoices):
    """How the person's word reached us."""

    FORM = "form", _("Web form")
    DOUBLE_OPT_IN = "double_opt_in", _("Confirmed by e-mail")
    PREFERENCES = "preferences", _("Preference page")
    UNSUBSCRIBE = "unsubscribe", _("Unsubscribe link")
    PHONE = "phone", _("Phone call")
    PAPER = "paper", _("On paper")
    COUNTER = "counter", _("In person")
    WRITTEN = "written", _("Letter or message")
    IMPORT = "import", _("Imported list")
    SYSTEM = "system", _("By the system")
