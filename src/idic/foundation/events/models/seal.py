from django.db import models


class EventSeal(models.Model):
    """One link of the hash chain: SHA-256 over the link before and every event from `first_id` to `last_id`."""

    at = models.DateTimeField(auto_now_add=True)
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField(unique=True)
    count = models.IntegerField()
    digest = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.first_id}-{self.last_id}"
