from django.db import models

from idic.domain.interact.telephony.enums import Refusal


class Exchange(models.Model):
    """A telephone system of ours: it tells what becomes of calls, and dials where somebody clicks on a number."""

    name = models.CharField(max_length=120)
    # the part of the address to which it tells; a name for it and no secret
    key = models.CharField(max_length=32, unique=True)
    # encrypted under the installation's key; shown once
    secret = models.TextField()
    dial_url = models.CharField(max_length=500, blank=True)
    is_active = models.BooleanField(default=True)
    last_event_at = models.DateTimeField(null=True)
    last_refused_at = models.DateTimeField(null=True)
    last_refusal = models.CharField(max_length=12, choices=Refusal.choices, blank=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name
