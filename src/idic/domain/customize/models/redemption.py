from django.db import models

from idic.domain.customize.models.campaign import Campaign
from idic.domain.identify.models import Customer, SourceRecord


class Redemption(models.Model):
    """A coupon of a campaign that was used."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="redemptions")
    record = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    coupon = models.CharField(max_length=60)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "record", "coupon", "on"], name="redemption_once")]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.coupon}"
