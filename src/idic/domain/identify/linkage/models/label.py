from django.conf import settings
from django.db import models
from django.db.models import F, Q

from idic.domain.identify.linkage.enums import Answer
from idic.domain.identify.linkage.models.run import LinkageRun
from idic.domain.identify.models import SourceRecord


class Label(models.Model):
    """What a person said of two records. No run changes it; another word of a person stands beside it, and the latest
    that was not taken back holds. By these the precision and the recall of the runs are measured."""

    first_record = models.ForeignKey(SourceRecord, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    second_record = models.ForeignKey(SourceRecord, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    answer = models.CharField(max_length=9, choices=Answer.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    run = models.ForeignKey(LinkageRun, null=True, on_delete=models.SET_NULL, related_name="labels")
    # as the run saw the two, so that a threshold can be judged later
    weight = models.FloatField(null=True)
    posterior = models.FloatField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(second_record__gt=F("first_record")), name="label_of_two"),
        ]
        indexes = [
            models.Index(
                fields=["first_record", "second_record", "-at"], name="label_standing",
                condition=Q(taken_back_at__isnull=True),
            ),
            models.Index(fields=["-at", "-id"], name="label_latest"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.first_record_id} ~ {self.second_record_id}: {self.answer}"
