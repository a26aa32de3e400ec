from django.db import models
from django.utils.translation import gettext_lazy as _


class CustomerKind(models.TextChoices):
    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")


class ContactKind(models.TextChoices):
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    ADDRESS = "address", _("Address")


class SourceKind(models.TextChoices):
    DESK = "desk", _("Entered by hand")
    FILE = "file", _("File import")
    FEED = "feed", _("Connected system")


class LinkReason(models.TextChoices):
    """Why a source record belongs to its customer."""

    NEW = "new", _("First record of this customer")
    NATIONAL_ID = "national_id", _("Same national id")
    TAX_ID = "tax_id", _("Same tax id")
    EMAIL = "email", _("Same e-mail")
    PHONE_AND_NAME = "phone_and_name", _("Same phone and same name")
    BY_HAND = "by_hand", _("Decided by a person")


class ImportKind(models.TextChoices):
    CUSTOMERS = "customers", _("Customers")
    PURCHASES = "purchases", _("Purchases")


class ImportState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")
