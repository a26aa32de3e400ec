from django.conf import settings
from django.db import models


class ChatAgent(models.Model):
    """Who takes chats now. Whoever's pages are silent for a while is not there, whatever the switch says."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_available = models.BooleanField(default=False)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} {self.is_available}"
