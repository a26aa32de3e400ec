from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.complaints.enums import ComplaintState


class Complaint(models.Model):
    """A case in which somebody complains, walked through to the customer's verdict and the prevention of the next one.

    Category and product are the case's topic and product. What each step must say stands in its own field and, as it was
    said then, in the `ComplaintStep`.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="complaint")
    # says who complained: never changed, also where joining cases carries the complaint into another
    told_in = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=14, choices=ComplaintState.choices, default=ComplaintState.RECEIVED)
    remedy_wanted = models.TextField(blank=True)
    # assessment
    impacts = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    severity = models.SmallIntegerField(null=True, blank=True)
    reach = models.IntegerField(default=1)
    times = models.IntegerField(default=1)
    score = models.SmallIntegerField(null=True, blank=True)
    immediate_action = models.TextField(blank=True)
    is_emotional = models.BooleanField(default=False)
    # investigation
    customer_facts = models.TextField(blank=True)
    our_facts = models.TextField(blank=True)
    responsible = models.CharField(max_length=200, blank=True)
    root_cause = models.TextField(blank=True)
    # response and decision
    options = models.TextField(blank=True)
    decision = models.TextField(blank=True)
    promise = models.TextField(blank=True)
    promised_for = models.DateField(null=True, blank=True)
    promise_kept_on = models.DateField(null=True, blank=True)
    remedy_cost = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    handling_cost = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    # the customer's verdict, 1 to 5
    satisfied_handling = models.SmallIntegerField(null=True, blank=True)
    satisfied_outcome = models.SmallIntegerField(null=True, blank=True)
    # closed with the customer's yes, or with one that came later; whatever its case says since they wrote again
    is_confirmed = models.BooleanField(default=False, db_default=False)
    external_body = models.CharField(max_length=300, blank=True)
    next_notice_on = models.DateField(null=True, blank=True)
    received_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reopened = models.IntegerField(default=0)
    appealed = models.IntegerField(default=0)
    # the latest check that what was promised was done, by somebody else
    rechecked_at = models.DateTimeField(null=True, blank=True)
    # since it ended the customer has spoken, and nobody has decided yet what that means for it
    heard_at = models.DateTimeField(null=True, blank=True)
    heard_message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # what was learned was passed on: to whom, by which action or note
    fed_back = models.TextField(blank=True)
    corrective = models.ForeignKey(
        "complaints.CorrectiveAction", null=True, blank=True, on_delete=models.SET_NULL, related_name="complaints"
    )
    # when the first step that is not taken is due; unknown while the case stands still, none when it has ended
    step_due_at = models.DateTimeField(null=True, blank=True)
    duplicate_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(severity__isnull=True) | Q(severity__range=(1, 5)), name="complaint_severity"
            ),
            models.CheckConstraint(condition=Q(reach__gte=1, times__gte=1), name="complaint_counts"),
        ]
        indexes = [
            models.Index(fields=["state", "-received_at", "-id"], name="complaint_by_state"),
            models.Index(fields=["-received_at", "-id"], name="complaint_by_receipt"),
            models.Index(fields=["case"], name="complaint_carried", condition=~Q(told_in=F("case"))),
            models.Index(fields=["step_due_at"], name="complaint_step_due", condition=Q(step_due_at__isnull=False)),
            models.Index(fields=["heard_at"], name="complaint_heard", condition=Q(heard_at__isnull=False)),
            models.Index(fields=["next_notice_on"], name="complaint_notice", condition=Q(next_notice_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.state}"
