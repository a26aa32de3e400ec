from django.db import models

from idic.foundation.events.models.seal import EventSeal


class EventRedaction(models.Model):
    """What a lawful erasure took out of events that were sealed already: values only, never a row.

    The seal keeps the digest that it was given, so the chain goes on from it; what its events give now is `new_digest`.
    Each redaction is told by an event of its own (`told_by`), which holds the digest over all rows of that redaction.
    """

    seal = models.ForeignKey(EventSeal, on_delete=models.PROTECT, related_name="redactions")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=20)
    request_id = models.BigIntegerField(null=True)
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.IntegerField()
    old_digest = models.BinaryField(max_length=32)
    new_digest = models.BinaryField(max_length=32)
    told_by = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["told_by"], name="redaction_told_by")]

    def __str__(self) -> str:
        return f"{self.seal_id}: {self.count}"
