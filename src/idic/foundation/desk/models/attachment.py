from django.conf import settings
from django.db import models

from idic.foundation.desk.enums import AttachmentState
from idic.foundation.desk.models.attached import Attached


class Attachment(Attached):
    """A file on a record. `path` is made of the digest alone: the name it came with is only ever shown."""

    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    # SHA-256 of the bytes as they came
    digest = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    preview = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=AttachmentState.choices, default=AttachmentState.SCANNING)
    # why it was refused, as a code
    reason = models.CharField(max_length=40, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["noun", "subject_id", "-id"], name="attachment_record",
                condition=models.Q(deleted_at__isnull=True),
            ),
            # is the same file still needed by another record?
            models.Index(fields=["digest"], name="attachment_digest"),
            models.Index(fields=["id"], name="attachment_scanning", condition=models.Q(state="scanning")),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
