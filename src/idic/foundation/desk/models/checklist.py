from django.conf import settings
from django.db import models

from idic.foundation.desk.models.attached import Attached


class Checklist(Attached):
    title = models.CharField(max_length=120)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["noun", "subject_id", "id"], name="checklist_record",
                condition=models.Q(deleted_at__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class ChecklistItem(models.Model):
    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE, related_name="items")
    text = models.CharField(max_length=300)
    position = models.IntegerField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["checklist", "position", "id"], name="checklist_item_order")]

    def __str__(self) -> str:
        return self.text
