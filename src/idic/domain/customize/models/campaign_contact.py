from django.db import models

from idic.domain.customize.models.campaign import Campaign
from idic.domain.identify.models import Customer, SourceRecord


class CampaignContact(models.Model):
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="contacts")
    record = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="campaign_contacts")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "record"], name="campaign_contact_once")]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.customer_id}"
