from django.db import models


class EventCursor(models.Model):
    """How far one subscriber has read; an event is handled again only if the handler did not finish."""

    subscriber = models.CharField(max_length=80, unique=True)
    last_id = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.subscriber}: {self.last_id}"
