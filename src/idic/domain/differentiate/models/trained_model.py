from django.conf import settings
from django.db import models
from django.db.models import Q

from idic.domain.differentiate.registry.enums import ModelState, Purpose
from idic.domain.differentiate.registry.names import about, in_words
from idic.foundation.jobs.models import Job


class TrainedModel(models.Model):
    """One model with everything it takes to judge it, to make it again, and to go back to it.

    It begins as a draft that holds the question; looking at the data fills `population`, training the rest. `content` is
    the fitted model as text, in one canonical form: the same snapshot, definition, parameters and seed give the same
    bytes, and `digest` is their SHA-256.
    """

    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    # which question of that purpose: one model is in use for each; empty where there is only one
    subject = models.CharField(max_length=80, blank=True)
    # what people call it; empty: by what it is about
    name = models.CharField(max_length=120)
    definition = models.JSONField(default=dict)
    snapshot = models.CharField(max_length=40, blank=True)
    as_of = models.DateField(null=True)
    # rows before and after each exclusion, each with its reason; what was seen of the data before training
    population = models.JSONField(default=dict)
    features = models.JSONField(default=list)
    parameters = models.JSONField(default=dict)
    seed = models.BigIntegerField()
    figures = models.JSONField(default=dict)
    content = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    warnings = models.JSONField(default=list)
    # False where it is worse than its baseline, or says nothing: it may be looked at and not approved
    is_offered = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=ModelState.choices, default=ModelState.DRAFT)
    in_use = models.BooleanField(default=False)
    # of clusters: what people call them, by number; a text, or one for each language
    names = models.JSONField(default=dict)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    trained_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    trained_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approval_note = models.CharField(max_length=1000, blank=True)
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["purpose", "subject"], condition=Q(in_use=True), name="model_one_in_use"),
            models.CheckConstraint(condition=Q(in_use=False) | Q(state="approved"), name="model_in_use_is_approved"),
        ]
        indexes = [models.Index(fields=["purpose", "-id"], name="model_by_purpose")]

    def __str__(self) -> str:
        return self.label

    @property
    def about(self) -> str:
        return about(self.purpose, self.definition)

    @property
    def label(self) -> str:
        return self.name or in_words(self.about)
