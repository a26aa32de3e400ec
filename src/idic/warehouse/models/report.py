from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from idic.foundation.house_mail.rows import OnItsWay
from idic.warehouse.models.dashboard import Dashboard
from idic.warehouse.models.question import SavedQuestion
from idic.warehouse.models.sql_query import SqlQuery


class ReportFormat(models.TextChoices):
    PDF = "pdf", _("PDF")
    EXCEL = "xlsx", _("Excel")
    BOTH = "both", _("PDF and Excel")


class Rhythm(models.TextChoices):
    NEVER = "never", _("Only when somebody downloads it")
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")


class Weekday(models.IntegerChoices):
    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


class Report(models.Model):
    """`source` names what is told (reports.sources); `query`, `question` or `dashboard` is what is asked where the
    source is one."""

    name = models.CharField(max_length=120)
    note = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=40)
    query = models.ForeignKey(SqlQuery, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(SavedQuestion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    dashboard = models.ForeignKey(Dashboard, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    format = models.CharField(max_length=4, choices=ReportFormat.choices, default=ReportFormat.PDF)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices, default=Rhythm.NEVER)
    weekday = models.SmallIntegerField(choices=Weekday.choices, default=Weekday.MONDAY)
    # in a shorter month its last day
    month_day = models.SmallIntegerField(default=1)
    at = models.TimeField(default="08:00")
    next_at = models.DateTimeField(null=True, blank=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        indexes = [
            models.Index(fields=["next_at"], name="report_due", condition=models.Q(archived_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.name


class ReportReader(models.Model):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # in the link that ends it, so that a mail on a phone needs no sign-in
    token = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "user"], name="report_reader_once")]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.user_id}"


class SendingState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")
    # handed over, and nobody knows what became of it: never sent again by itself
    UNSURE = "unsure", _("Perhaps sent")


class ReportSending(OnItsWay):
    """One report for one reader at one time. Handed over and without a word of the server it may have arrived, and is not
    sent again."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sendings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    due_at = models.DateTimeField()
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=SendingState.choices, default=SendingState.WAITING)
    attempts = models.SmallIntegerField(default=0)
    # its Message-ID; none of those that were written before there was one
    header_id = models.CharField(max_length=300, blank=True)
    rows = models.IntegerField(default=0)
    # a short code, worded when it is shown
    error = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "user", "due_at"], name="report_sending_once")]
        indexes = [
            models.Index(fields=["report", "-id"], name="report_sending_newest"),
            models.Index(fields=["next_at"], name="report_sending_due", condition=models.Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.due_at:%Y-%m-%d} {self.state}"
