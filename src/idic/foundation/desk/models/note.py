from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from idic.foundation.desk.models.attached import Attached


class Note(Attached):
    """What a person wrote about a record, as Markdown; who is mentioned stands in it as `@[name](user:id)`."""

    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    mentions = ArrayField(models.BigIntegerField(), default=list)
    is_pinned = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # the notes of one record: pinned first, then the newest
            models.Index(
                fields=["noun", "subject_id", "-is_pinned", "-id"], name="note_record",
                condition=models.Q(deleted_at__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text[:60]


class NoteVersion(models.Model):
    """What a note said before an edit."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="versions")
    text = models.TextField()
    version = models.IntegerField()
    replaced_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["note", "-version"], name="note_version")]

    def __str__(self) -> str:
        return f"{self.note_id} v{self.version}"
