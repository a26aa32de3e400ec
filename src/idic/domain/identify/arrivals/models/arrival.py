from django.db import models

from idic.domain.identify.arrivals.enums import ArrivalState
from idic.domain.identify.arrivals.models.schedule import Schedule
from idic.domain.identify.models import ImportBatch


class Arrival(models.Model):
    """One content that appeared at a place: taken, or kept in quarantine with the reason. The same content again is known
    by its digest and is not taken twice."""

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="arrivals")
    file_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()
    state = models.CharField(max_length=12, choices=ArrivalState.choices)
    # below the files folder, while the file waits in quarantine
    path = models.CharField(max_length=400, blank=True)
    # the sentence's code and values, worded for whoever reads it
    error_code = models.CharField(max_length=60, blank=True)
    error_data = models.JSONField(default=dict)
    batch = models.ForeignKey(ImportBatch, null=True, on_delete=models.SET_NULL, related_name="+")
    # what was known of the file before it was read, so that it is not read again at every visit
    stamp = models.CharField(max_length=400, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["schedule", "digest"], name="arrival_content")]
        indexes = [models.Index(fields=["schedule", "-id"], name="arrival_newest")]

    def __str__(self) -> str:
        return self.file_name
