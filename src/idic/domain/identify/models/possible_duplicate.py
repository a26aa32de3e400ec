from django.conf import settings
from django.db import models

from idic.domain.identify.models.customer import Customer


class PossibleDuplicate(models.Model):
    """Two customers that a new record ties together. Joining customers is a decision for a person."""

    first = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    found_at = models.DateTimeField()
    # somebody looked and said that these are two; kept, so that the next import does not ask again
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="possible_duplicate_pair")]

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}"
