from django.db import models


class Event(models.Model):
    """What happened, as data: worded only when shown, in the reader's language.

    Append-only: triggers refuse UPDATE, DELETE and TRUNCATE. The actor and the customer are plain numbers
    because this table stands below every room and must outlive what it speaks of.
    """

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    # 'user' for a person; else the named system actor: 'system', 'import', 'refresh', 'loop'.
    agent = models.CharField(max_length=20, default="user")
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    customer_id = models.BigIntegerField(null=True)
    cause_id = models.BigIntegerField(null=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        indexes = [
            # the customer's timeline, newest first
            models.Index(
                fields=["customer_id", "-id"], name="event_customer", condition=models.Q(customer_id__isnull=False)
            ),
            # the history of one record
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="event_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id}"
