from django.conf import settings
from django.db import models
from django.db.models import F, Q


class SilenceFigures(models.Model):
    """The one row: from what it is estimated how many are dissatisfied and keep silent, where people say it themselves.
    Without a source nothing is said, and our own contacts are read instead."""

    dissatisfied_share = models.DecimalField(max_digits=5, decimal_places=4, default=0)
    voiced_share = models.DecimalField(max_digits=5, decimal_places=4, default=0)
    # all customers whom the figures stand for
    base = models.IntegerField(default=0)
    # of how many the shares are, where that is known: without it there is no interval
    asked = models.IntegerField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="silence_figures_once"),
            models.CheckConstraint(
                condition=Q(dissatisfied_share__range=(0, 1), voiced_share__range=(0, 1), base__gte=0),
                name="silence_figures_shares",
            ),
            models.CheckConstraint(
                condition=Q(asked__isnull=True) | Q(asked__gte=1, asked__lte=F("base")), name="silence_figures_asked"
            ),
        ]

    def __str__(self) -> str:
        return self.source
