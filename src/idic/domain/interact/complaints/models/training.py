from django.conf import settings
from django.db import models


class ComplaintTraining(models.Model):
    """One of our people was trained in handling complaints on a day. `code` names the training as the standards and
    corrective actions do."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    code = models.CharField(max_length=200)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "on", "code"], name="complaint_training_once")]
        indexes = [models.Index(fields=["-on", "-id"], name="complaint_training_latest")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.code} {self.on}"
