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
    """Why personal data leaves the house; every export names one. Marketing names its channel, for a consent is given
    to one."""

    SERVICE = "service", _("Serving these customers")
    MARKETING = "marketing", _("Marketing")
    MARKETING_EMAIL = "mkt_email", _("Marketing by e-mail")
    MARKETING_SMS = "mkt_sms", _("Marketing by text message")
    MARKETING_PHONE = "mkt_phone", _("Marketing by phone")
    MARKETING_POST = "mkt_post", _("Marketing by post")
    MARKETING_LINE = "mkt_line", _("Marketing on LINE")
    MARKETING_WECHAT = "mkt_wechat", _("Marketing on WeChat")
    PROFILING = "profiling", _("Scores and segments of single customers")
    RESEARCH = "research", _("Asking for opinions by e-mail")
    SHARING = "sharing", _("Passing on to a partner")
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
