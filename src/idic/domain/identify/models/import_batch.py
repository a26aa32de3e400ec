from django.conf import settings
from django.db import models

from idic.domain.identify.enums import ImportKind, ImportState
from idic.domain.identify.models.source import Source
from idic.foundation.jobs.models import Job


class ImportBatch(models.Model):
    """One file on its way in: read, mapped, previewed, then taken whole or not at all."""

    kind = models.CharField(max_length=10, choices=ImportKind.choices)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.DRAFT)
    file_name = models.CharField(max_length=255)
    # below the files folder
    path = models.CharField(max_length=400)
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()
    # encoding, delimiter, sheet, date order, decimal mark: what was guessed or chosen
    options = models.JSONField(default=dict)
    # target field -> column of the file
    mapping = models.JSONField(default=dict)
    row_count = models.BigIntegerField(default=0)
    new_count = models.BigIntegerField(default=0)
    changed_count = models.BigIntegerField(default=0)
    unchanged_count = models.BigIntegerField(default=0)
    refused_count = models.BigIntegerField(default=0)
    # further figures of the kind: customers made, matched by reason, purchases, lines, revenue
    figures = models.JSONField(default=dict)
    error_code = models.CharField(max_length=60, blank=True)
    error_data = models.JSONField(default=dict)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-id"], name="import_batch_newest")]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.kind})"


class ImportRefusal(models.Model):
    """A row that was not taken, and why; `row` counts as a person would, the header being row 1."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="refusals")
    row = models.BigIntegerField()
    code = models.CharField(max_length=60)
    column = models.CharField(max_length=200, blank=True)
    value = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["batch", "row", "id"], name="import_refusal_row")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.row} {self.code}"
