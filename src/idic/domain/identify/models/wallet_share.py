from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from idic.domain.identify.enums import ShareSource
from idic.domain.identify.models.customer import Customer


class Competitor(models.Model):
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="competitor_name")]

    def __str__(self) -> str:
        return self.name


class WalletShare(models.Model):
    """What part of a customer's spend in a category went to one seller, as known of one day.

    Never overwritten by a later day: the rows of one seller and category are its history. A share of 0 says that the
    seller is used no longer; an empty one that it is used and nobody knows how much.
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    # None: ourselves
    competitor = models.ForeignKey(Competitor, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # empty: everything that the customer buys
    category = models.CharField(max_length=120, blank=True)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    as_of = models.DateField()
    told_by = models.CharField(max_length=12, choices=ShareSource.choices)
    note = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__isnull=True, competitor__isnull=False) | Q(percent__gte=0, percent__lte=100),
                name="wallet_share_of_a_whole",
            ),
            models.UniqueConstraint(
                fields=["customer", "category", "competitor", "as_of"],
                nulls_distinct=False,
                name="wallet_share_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.category}: {self.percent}"
