from django.conf import settings
from django.db import models

from idic.domain.interact.contact import AccessMode, Purpose
from idic.domain.interact.standards.enums import Offered
from idic.foundation.calendars.models import Calendar


class AccessCell(models.Model):
    """One way to reach us for one purpose: whether it is offered, when, by whom, and what it costs."""

    mode = models.CharField(max_length=12, choices=AccessMode.choices)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    offered = models.CharField(max_length=8, choices=Offered.choices, default=Offered.NO)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    calendar = models.ForeignKey(Calendar, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # what reaches it: an address, a number, a place
    address = models.CharField(max_length=300, blank=True)
    is_free = models.BooleanField(default=True)
    # to us, in the currency of this installation
    cost_per_contact = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mode", "purpose"], name="access_cell_once")]

    def __str__(self) -> str:
        return f"{self.mode} {self.purpose}"
