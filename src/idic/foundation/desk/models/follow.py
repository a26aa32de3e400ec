from django.conf import settings
from django.db import models

from idic.foundation.desk.models.attached import Attached


class Follow(Attached):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["noun", "subject_id", "user"], name="follow_once")]

    def __str__(self) -> str:
        return f"{self.user_id} follows {self.noun} {self.subject_id}"
