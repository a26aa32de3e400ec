from django.conf import settings
from django.db import models

from idic.domain.catalogue.models import Product
from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.complaints.enums import ActionState, Trigger


class CorrectiveAction(models.Model):
    """From the cause to the proof that it is gone. Topic and product are its scope: the same complaint there again opens
    it again by itself."""

    title = models.CharField(max_length=300)
    trigger = models.CharField(max_length=12, choices=Trigger.choices)
    topic = models.ForeignKey(CaseTopic, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=ActionState.choices, default=ActionState.OPEN)
    # what, where, when, how much
    problem = models.TextField(blank=True)
    containment = models.TextField(blank=True)
    whys = models.JSONField(default=list, blank=True)
    # {"people": ["..."], ...}
    fishbone = models.JSONField(default=dict, blank=True)
    root_cause = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    side_effects = models.TextField(blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    # by what it is judged, and when: a cycle after it was done at the earliest
    metric = models.CharField(max_length=300, blank=True)
    target = models.CharField(max_length=300, blank=True)
    check_on = models.DateField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    finding = models.TextField(blank=True)
    # where else the same could happen, and what was done about it: [{"where": "...", "done": false}]
    elsewhere = models.JSONField(default=list, blank=True)
    standard_changed = models.CharField(max_length=300, blank=True)
    training = models.CharField(max_length=300, blank=True)
    reopened = models.IntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_on", "id"], name="corrective_by_state"),
            models.Index(fields=["topic", "product"], name="corrective_scope"),
            models.Index(fields=["check_on"], name="corrective_check", condition=models.Q(state=ActionState.CHECKING)),
        ]

    def __str__(self) -> str:
        return self.title


class CorrectiveStep(models.Model):
    """One thing to be done: what, why, where, when, who, how and how much."""

    action = models.ForeignKey(CorrectiveAction, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=300)
    why = models.CharField(max_length=300, blank=True)
    where = models.CharField(max_length=200, blank=True)
    how = models.TextField(blank=True)
    cost = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("due_on", "id")

    def __str__(self) -> str:
        return self.what
