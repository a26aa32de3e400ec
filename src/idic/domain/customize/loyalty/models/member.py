from django.db import models

from idic.domain.customize.loyalty.models.programme import Programme
from idic.domain.identify.models import Customer


class Member(models.Model):
    """Joining makes one for each customer and programme. Where two customers were merged, one has both: their points are
    one sum, and each goes home with its own when the merge is undone. So no constraint forbids the second."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="members", db_index=False)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["programme", "-joined_at", "-id"], name="loyalty_member_newest")]

    def __str__(self) -> str:
        return f"{self.programme_id}: {self.customer_id}"
