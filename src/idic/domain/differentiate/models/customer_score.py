from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from idic.domain.differentiate.enums import RfmGroup, Tense, Tier
from idic.domain.differentiate.models.refresh import Refresh
from idic.domain.identify.models import Customer

# Below every real amount: lists order by it where the figure is unknown, so that one index serves all rows.
SORTED_LAST = Value(Decimal("-1e15"), output_field=models.DecimalField(max_digits=18, decimal_places=2))


class CustomerScore(models.Model):
    """What the last refresh says about a customer. A figure that cannot be known is null, with its reason."""

    customer = models.OneToOneField(Customer, primary_key=True, on_delete=models.CASCADE, related_name="score")
    # of nearly all rows the same one: an index over it would find nothing, and would be built anew with every refresh
    refresh = models.ForeignKey(Refresh, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    tense = models.CharField(max_length=12, choices=Tense.choices, default=Tense.UNCLASSIFIED)
    first_at = models.DateField(null=True)
    last_at = models.DateField(null=True)
    recency_days = models.IntegerField(null=True)
    frequency = models.IntegerField(null=True)
    monetary = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    # 1 to 5, 5 best
    r = models.SmallIntegerField(null=True)
    f = models.SmallIntegerField(null=True)
    m = models.SmallIntegerField(null=True)
    rfm_group = models.CharField(max_length=20, choices=RfmGroup.choices, blank=True)
    p_alive = models.FloatField(null=True)
    expected_purchases = models.FloatField(null=True)
    # four of five such customers buy at least and at most so often
    expected_low = models.FloatField(null=True)
    expected_high = models.FloatField(null=True)
    lifetime_value = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    actual_value = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    strategic_value = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    tier = models.CharField(max_length=16, choices=Tier.choices, blank=True)
    # after so many days without a purchase this customer counts as past
    limit_days = models.IntegerField(null=True)
    # of the model in use: the probability of leaving (0 to 1) and how it reads; null without an approved model
    churn_risk = models.FloatField(null=True)
    churn_band = models.CharField(max_length=12, blank=True, default="", db_default="")
    # the needs cluster of the model in use, by its number; null: none, or too little is known
    needs_cluster = models.SmallIntegerField(null=True)
    # codes that say why a figure is not there, worded when shown
    reasons = ArrayField(models.CharField(max_length=40), default=list)
    segment_ids = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        indexes = [
            # the customer list by value and by spend; an unknown figure sorts last, as SORTED_LAST
            models.Index(Coalesce("lifetime_value", SORTED_LAST).desc(), F("customer").desc(), name="score_by_value"),
            models.Index(Coalesce("monetary", SORTED_LAST).desc(), F("customer").desc(), name="score_by_spend"),
            # lists of one group or tier are in the order of something else: equal entries of an index take a tenth of the room
            models.Index(fields=["rfm_group"], name="score_by_group"),
            models.Index(fields=["tier"], name="score_by_tier"),
            GinIndex(fields=["segment_ids"], name="score_segments", opclasses=["array_ops"]),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}"
