from django.conf import settings
from django.db import models

from idic.foundation.attributes.models.definition import AttributeDefinition


class AttributeBackup(models.Model):
    """Every value of an attribute as it was before its type changed, so that the change can be taken back."""

    attribute = models.ForeignKey(AttributeDefinition, on_delete=models.CASCADE, related_name="backups")
    # type, choices and rules as they were
    definition = models.JSONField()
    new_type = models.CharField(max_length=10)
    converted = models.BigIntegerField(default=0)
    cleared = models.BigIntegerField(default=0)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    taken_at = models.DateTimeField(auto_now_add=True)
    restored_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.attribute_id} {self.taken_at:%Y-%m-%d}"


class BackupValue(models.Model):
    """`place` is the table and column that the value stood in."""

    backup = models.ForeignKey(AttributeBackup, on_delete=models.CASCADE, related_name="values")
    place = models.CharField(max_length=120)
    record_id = models.BigIntegerField()
    value = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["backup", "place", "record_id"], name="attribute_backup_place")]

    def __str__(self) -> str:
        return f"{self.place}:{self.record_id}"
