from django.db import models


class Tally(models.Model):
    """How often something was done of late. `key` is a digest: nobody can read out of it who did it."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.IntegerField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["until"], name="tally_over")]

    def __str__(self) -> str:
        return self.key
