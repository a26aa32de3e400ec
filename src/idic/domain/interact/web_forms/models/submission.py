from django.conf import settings
from django.db import models

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.models import Case
from idic.domain.interact.web_forms.enums import Doubt, SubmissionState
from idic.domain.interact.web_forms.models.web_form import WebForm


class Submission(models.Model):
    """What was sent with a form, once for each stamp. When it has become a case, its words stand there alone."""

    form = models.ForeignKey(WebForm, on_delete=models.PROTECT, related_name="submissions")
    number = models.CharField(max_length=40)
    # of all that was typed and attached
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=SubmissionState.choices)
    doubt = models.CharField(max_length=10, choices=Doubt.choices, blank=True)
    values = models.JSONField(default=dict, blank=True)
    files = models.JSONField(default=list, blank=True)
    language = models.CharField(max_length=10)
    # the line that was ticked, word for word
    consent = models.TextField(blank=True)
    customer = models.ForeignKey(Customer, null=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="+")
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="submission_once")]
        indexes = [
            models.Index(fields=["form", "state", "-received_at", "-id"], name="submission_by_state"),
            models.Index(fields=["case"], name="submission_of_case", condition=models.Q(case__isnull=False)),
            models.Index(
                fields=["customer"], name="submission_of_customer", condition=models.Q(customer__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_id} {self.number}"
