from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from idic.domain.differentiate.enums import MostValuableRule, RfmScheme, RfmTies

ONLY = 1


class ValueSettings(models.Model):
    """What the value of a customer depends on besides the purchases. One row; without it the defaults hold."""

    id = models.SmallIntegerField(primary_key=True, default=ONLY)
    horizon_weeks = models.IntegerField(default=52, validators=[MinValueValidator(4), MaxValueValidator(520)])
    annual_discount = models.FloatField(default=0.10, validators=[MinValueValidator(0), MaxValueValidator(1)])
    # the share of net spend that is left after the cost of goods
    margin = models.FloatField(default=0.25, validators=[MinValueValidator(0), MaxValueValidator(1)])
    # where a category differs from it: id of the category to its share, which holds for everything below it too
    category_margins = models.JSONField(default=dict)
    # of one customer in a year, in the currency of the business
    cost_to_serve = models.FloatField(default=0.0, validators=[MinValueValidator(0), MaxValueValidator(1e9)])
    # the share of wallet that can be reached with a customer who buys elsewhere too
    attainable_share = models.FloatField(default=0.80, validators=[MinValueValidator(0.01), MaxValueValidator(1)])
    tier_rule = models.CharField(max_length=20, choices=MostValuableRule.choices, default=MostValuableRule.TOP_SHARE)
    most_valuable_share = models.FloatField(default=0.10, validators=[MinValueValidator(0.01), MaxValueValidator(1)])
    most_growable_share = models.FloatField(default=0.10, validators=[MinValueValidator(0.01), MaxValueValidator(1)])
    rfm_scheme = models.CharField(max_length=12, choices=RfmScheme.choices, default=RfmScheme.INDEPENDENT)
    rfm_ties = models.CharField(max_length=4, choices=RfmTies.choices, default=RfmTies.MIN)
    # of the fixed scheme: four ascending limits each for recency_days, frequency and monetary
    breakpoints = models.JSONField(default=dict)
    version = models.IntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=ONLY), name="value_settings_once")]

    def __str__(self) -> str:
        return f"{self.version}"
