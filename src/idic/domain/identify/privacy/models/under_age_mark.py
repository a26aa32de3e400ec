from django.conf import settings
from django.db import models

from idic.domain.identify.models import Customer, SourceRecord


class UnderAgeMark(models.Model):
    """Somebody of whom we know that they are under age, whatever is known of the birth date."""

    record = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=models.Q(lifted_at__isnull=True), name="under_age_one_open"
            )
        ]
        indexes = [models.Index(fields=["customer"], name="under_age_customer", condition=models.Q(lifted_at=None))]

    def __str__(self) -> str:
        return str(self.record_id)
