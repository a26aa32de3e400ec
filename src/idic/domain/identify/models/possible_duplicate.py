from django.db import models

from idic.domain.identify.models.customer import Customer


class PossibleDuplicate(models.Model):
    """Two customers that a new record ties together. Joining customers is a decision for a person."""

    first = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    found_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="possible_duplicate_pair")]

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}"
