from django.db import models

from idic.domain.identify.models.source_record import SourceRecord


class RecordVersion(models.Model):
    """What a source said before it said something else: a payload is never lost when it changes."""

    record = models.ForeignKey(SourceRecord, on_delete=models.CASCADE, related_name="versions")
    payload = models.JSONField()
    received_at = models.DateTimeField()
    replaced_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.record_id} until {self.replaced_at:%Y-%m-%d}"
