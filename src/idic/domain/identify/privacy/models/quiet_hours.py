from django.db import models

from idic.domain.identify.privacy.enums import Channel


class QuietHours(models.Model):
    """From `starts` until `ends` by the wall clock of this installation no marketing goes out on the channel."""

    channel = models.CharField(max_length=8, choices=Channel.choices, unique=True)
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ["channel"]

    def __str__(self) -> str:
        return self.channel
