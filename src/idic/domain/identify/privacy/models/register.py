"""What a controller must be able to show: who does what with which data, for how long, and where it goes."""

from django.conf import settings
from django.db import models

from idic.domain.identify.privacy.enums import AssessmentState, TransferGround


class ProcessingRecord(models.Model):
    name = models.CharField(max_length=160)
    purpose = models.TextField()
    basis = models.CharField(max_length=200, blank=True)
    people = models.CharField(max_length=300, blank=True)
    data = models.CharField(max_length=300, blank=True)
    receivers = models.CharField(max_length=300, blank=True)
    retention = models.CharField(max_length=200, blank=True)
    security = models.TextField(blank=True)
    responsible = models.CharField(max_length=160, blank=True)
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Processor(models.Model):
    name = models.CharField(max_length=160)
    country = models.CharField(max_length=60, blank=True)
    service = models.CharField(max_length=300)
    data = models.CharField(max_length=300, blank=True)
    contract_on = models.DateField(null=True, blank=True)
    contract_ends_on = models.DateField(null=True, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    sub_processors = models.TextField(blank=True)
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Transfer(models.Model):
    receiver = models.CharField(max_length=160)
    country = models.CharField(max_length=60)
    purpose = models.CharField(max_length=300)
    data = models.CharField(max_length=300, blank=True)
    ground = models.CharField(max_length=14, choices=TransferGround.choices)
    safeguards = models.TextField(blank=True)
    assessed_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["receiver", "id"]

    def __str__(self) -> str:
        return self.receiver


class ImpactAssessment(models.Model):
    """Approved by somebody other than its author, and then kept: it can be neither changed nor removed until
    `keep_until`."""

    name = models.CharField(max_length=160)
    processing = models.TextField()
    necessity = models.TextField(blank=True)
    risks = models.TextField(blank=True)
    measures = models.TextField(blank=True)
    result = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=AssessmentState.choices, default=AssessmentState.DRAFT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    keep_until = models.DateField(null=True)
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
