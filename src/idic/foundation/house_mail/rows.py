"""What each mail on its way keeps, whichever room it belongs to."""

from __future__ import annotations

from django.db import models

WAITING, SENT, FAILED = "waiting", "sent", "failed"
#: Handed over, and nobody knows what became of it: never sent again by itself.
UNSURE = "unsure"
#: The reason of what could not be put together.
COMPOSE = "compose"


class OnItsWay(models.Model):
    state = models.CharField(max_length=10, default=WAITING)
    # counted before each is made
    attempts = models.IntegerField(default=0)
    # of what waits: not before
    next_at = models.DateTimeField()
    # written before it goes to the server: whoever finds it without a result knows that it may have arrived
    handed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    # a short word of what went wrong, never the server's own: they name people
    error = models.CharField(max_length=120, blank=True)

    class Meta:
        abstract = True
