from django.conf import settings
from django.db import models
from django.db.models import F, Q

from idic.domain.identify.linkage.enums import PairState
from idic.domain.identify.linkage.models.run import LinkageRun
from idic.domain.identify.merging.models import Merge
from idic.domain.identify.models import Customer, SourceRecord


class LinkagePair(models.Model):
    """Two customers that a run takes for one, by the two of their records that are most alike.

    No constraint of the database on whom it names: what a run found may outlive what it is about.
    """

    run = models.ForeignKey(LinkageRun, on_delete=models.CASCADE, related_name="pairs")
    first_record = models.ForeignKey(SourceRecord, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    second_record = models.ForeignKey(SourceRecord, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    first_customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    second_customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    # weight without the prior; probability that the two are one
    weight = models.FloatField()
    posterior = models.FloatField()
    # comparison -> level, -1 where nothing could be compared
    levels = models.JSONField(default=dict)
    # why no run may merge them by itself: conflict, other_given_name, one_contact_only
    hold = models.CharField(max_length=20, blank=True)
    # the cluster of the run; empty where the two ended in different ones
    cluster = models.IntegerField(null=True)
    state = models.CharField(max_length=8, choices=PairState.choices, default=PairState.WAITING)
    found_at = models.DateTimeField()
    # its place in a sample that is drawn evenly over the bands of probability
    sample_place = models.IntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    merge = models.ForeignKey(Merge, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(second_customer__gt=F("first_customer")), name="linkage_pair_of_two"),
            models.UniqueConstraint(fields=["run", "first_customer", "second_customer"], name="linkage_pair_once"),
        ]
        indexes = [
            # the queue, the surest first
            models.Index(fields=["-weight", "id"], name="linkage_open", condition=Q(state__in=("waiting", "unsure"))),
            models.Index(fields=["run", "-weight", "id"], name="linkage_of_run"),
            models.Index(
                fields=["run", "sample_place"], name="linkage_sample", condition=Q(sample_place__isnull=False)
            ),
            models.Index(fields=["first_customer"], name="linkage_first"),
            models.Index(fields=["second_customer"], name="linkage_second"),
        ]

    def __str__(self) -> str:
        return f"{self.first_customer_id} ~ {self.second_customer_id}"
