from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.enums import AttributeGroup


class AttributeType(TextChoices):
    TEXT = "text", _("Text")
    NUMBER = "number", _("A number")
    MONEY = "money", _("Amount of money")
    DATE = "date", _("Date")
    CHOICE = "choice", _("One choice")
    CHOICES = "choices", _("Several choices")
    YES_NO = "yes_no", _("Yes or no")
    LINK = "link", _("Link")
    COMPUTED = "computed", _("Computed")


NUMBERS = (AttributeType.NUMBER, AttributeType.MONEY)
TEXTS = (AttributeType.TEXT, AttributeType.LINK)
WITH_CHOICES = (AttributeType.CHOICE, AttributeType.CHOICES)


#: The groups that an attribute of one's own may stand in: contact and identity are the product's.
GROUP_CHOICES = tuple(
    (code, label)
    for code, label in AttributeGroup.choices
    if code not in (AttributeGroup.CONTACT, AttributeGroup.IDENTITY)
)
GROUPS = frozenset(code for code, _label in GROUP_CHOICES)


class AppliesTo(TextChoices):
    """Kinds of customers; nouns without kinds take BOTH."""

    BOTH = "both", _("Persons and organisations")
    PERSON = "person", _("Persons only")
    ORGANISATION = "organisation", _("Organisations only")


class IndexState(TextChoices):
    WAITING = "waiting", _("Being prepared")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be built")
    NONE = "none", _("Not needed")
