from django.contrib.postgres.fields import ArrayField
from django.db import models


class Jurisdiction(models.Model):
    """A law under which customers live. Ages in whole years; whoever lives elsewhere falls under the home one."""

    code = models.CharField(max_length=4, unique=True)
    name = models.CharField(max_length=80)
    law = models.CharField(max_length=120, blank=True)
    # lower-case names and codes under which a customer's country is written
    countries = ArrayField(models.CharField(max_length=60), default=list)
    # below it only a guardian's word counts; below `minor_below` it is needed beside the person's own
    guardian_only_below = models.IntegerField(default=0)
    minor_below = models.IntegerField(default=18)
    is_home = models.BooleanField(default=False)
    needs_review = models.BooleanField(default=True)

    class Meta:
        ordering = ["-is_home", "code"]
        constraints = [
            models.UniqueConstraint(fields=["is_home"], condition=models.Q(is_home=True), name="jurisdiction_one_home")
        ]

    def __str__(self) -> str:
        return self.code
