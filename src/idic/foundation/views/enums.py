from django.db import models
from django.utils.translation import gettext_lazy as _


class Sharing(models.TextChoices):
    PRIVATE = "private", _("Only I")
    TEAM = "team", _("My team")
    PUBLIC = "public", _("Everybody")


class Density(models.TextChoices):
    COMFORTABLE = "comfortable", _("Comfortable")
    COMPACT = "compact", _("Compact")


class Display(models.TextChoices):
    TABLE = "table", _("Table")
    BOARD = "board", _("Board")


class BulkState(models.TextChoices):
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


class RowState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    CHANGED = "changed", _("Changed")
    # already as wanted, gone meanwhile, or no longer within reach
    LEFT = "left", _("Left as it was")
    REFUSED = "refused", _("Refused")
    UNDONE = "undone", _("Undone")
    # somebody changed it after the bulk change, so undoing leaves it
    KEPT = "kept", _("Changed since, kept")


class FileFormat(models.TextChoices):
    CSV = "csv", _("CSV file")
    EXCEL = "xlsx", _("Excel file")
    VCARD = "vcf", _("vCard file")


class Purpose(models.TextChoices):
    """Why personal data leaves the house; every export names one."""

    SERVICE = "service", _("Serving these customers")
    MARKETING = "marketing", _("Marketing")
    REPORTING = "reporting", _("Reporting and analysis")
    MIGRATION = "migration", _("Moving data to another system")
    OTHER = "other", _("Something else")


class ExportState(models.TextChoices):
    WAITING = "waiting", _("Waiting for a second person")
    APPROVED = "approved", _("Being written")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Failed")
    REFUSED = "refused", _("Refused")
    EXPIRED = "expired", _("Expired")
