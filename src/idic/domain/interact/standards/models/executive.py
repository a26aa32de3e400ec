from django.conf import settings
from django.db import models


class Executive(models.Model):
    """Somebody of the highest level of an escalation."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.user_id)
