"""How and why customers get in touch: the two sides of the access map."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccessMode(models.TextChoices):
    EMAIL = "email", _("E-mail")
    WEB_FORM = "web_form", _("Web form")
    PORTAL = "portal", _("Customer portal")
    CHAT = "chat", _("Live chat")
    PHONE = "phone", _("Telephone")
    COUNTER = "counter", _("Counter")
    LETTER = "letter", _("Letter")
    FAX = "fax", _("Fax")
    VISIT = "visit", _("Visit")
    LINE = "line", "LINE"
    MESSENGER = "messenger", _("Other messenger")
    CLUB = "club", _("Customer club")
    OTHER = "other", pgettext_lazy("channel", "Other")


class Purpose(models.TextChoices):
    """Kept by its meaning: texts swap the letters A, B and C."""

    REQUEST_SERVICE = "request_service", _("Request a service")
    COMPLAIN = "complain", _("Complain")
    SEEK_INFORMATION = "seek_information", _("Seek information")


class Priority(models.TextChoices):
    LOW = "low", pgettext_lazy("priority", "Low")
    NORMAL = "normal", pgettext_lazy("priority", "Normal")
    HIGH = "high", pgettext_lazy("priority", "High")
    CRITICAL = "critical", pgettext_lazy("priority", "Critical")
