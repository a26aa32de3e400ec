from django.conf import settings
from django.db import models

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.linkage.enums import RunState
from idic.domain.identify.models import ImportBatch
from idic.foundation.jobs.models import Job


class LinkageRun(models.Model):
    """One search for records that are one: how it was asked, what it learned, what it found. Kept for good.

    Weights are without the prior, as the pairs hold them. `false_per_1000` and `missed_share` are the error rates that
    were asked for; `upper_weight` and `lower_weight` are what they came to, and may be moved afterwards.
    """

    kind = models.CharField(max_length=12, choices=CustomerKind.choices, default=CustomerKind.PERSON)
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.QUEUED)
    # the import that was looked at by itself; none: everything was
    batch = models.ForeignKey(ImportBatch, null=True, on_delete=models.SET_NULL, related_name="+")
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    # whose weights are used; none: learned in this run
    reused = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    merges_itself = models.BooleanField(default=False)
    false_per_1000 = models.FloatField(default=1.0)
    missed_share = models.FloatField(default=0.02)
    upper_weight = models.FloatField(null=True)
    lower_weight = models.FloatField(null=True)
    # pairs below were not kept, so the lower threshold cannot be moved beneath it
    kept_from = models.FloatField(null=True)

    # methods.linkage Model as JSON: settings, m and u by level, value frequencies, prior
    model = models.JSONField(default=dict)
    # comparison -> names of its levels, from "else" up; in the order of the waterfall
    comparisons = models.JSONField(default=list)
    # records, pairs compared, expected matches, merges, skipped and kept-out counts
    figures = models.JSONField(default=dict)
    # rows of rule, pairs, new pairs, skipped blocks; the largest skipped blocks; pairs in all
    blocking = models.JSONField(default=dict)
    # [weight, pairs, expected false, customers that would go] from the heaviest down
    curve = models.JSONField(default=list)
    # [from weight, pairs]
    histogram = models.JSONField(default=list)
    versions = models.JSONField(default=dict)
    # the last event that the records read may hold
    watermark = models.BigIntegerField(default=0)

    # the newest approved run of a kind scores what is typed and imported
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    error_code = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "-approved_at"], name="linkage_run_approved"),
            models.Index(fields=["batch"], name="linkage_run_of_import", condition=models.Q(batch__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind}"
