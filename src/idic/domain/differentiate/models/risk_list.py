from django.conf import settings
from django.db import models

from idic.domain.differentiate.models.trained_model import TrainedModel
from idic.domain.identify.models import Customer


class RiskList(models.Model):
    """Who was chosen to be asked to stay, on which reckoning; a part of them is left alone so that the effect can be told."""

    model = models.ForeignKey(TrainedModel, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField()
    contact_cost = models.DecimalField(max_digits=18, decimal_places=2)
    save_rate = models.FloatField()
    # worth of a customer that stays; null: each customer's own lifetime value
    value = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    held_out_share = models.FloatField()
    seed = models.BigIntegerField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    method = models.CharField(max_length=12)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.model_id} {self.as_of}"


class RiskListEntry(models.Model):
    risk_list = models.ForeignKey(RiskList, on_delete=models.CASCADE, related_name="entries")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    place = models.IntegerField()
    risk = models.FloatField()
    expected_profit = models.DecimalField(max_digits=18, decimal_places=2)
    # chosen, and left alone by lot
    is_held_out = models.BooleanField(default=False)
    # the work that came of it stands in a higher room: its number, no key
    follow_up_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["risk_list", "customer"], name="risk_list_once")]
        indexes = [models.Index(fields=["risk_list", "place"], name="risk_list_places")]

    def __str__(self) -> str:
        return f"{self.risk_list_id}/{self.place}"
