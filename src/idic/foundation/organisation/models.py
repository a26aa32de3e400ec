from django.db import models


class Organisation(models.Model):
    """The one row. Without it, or without a name, pages outside are called after the product."""

    name = models.CharField(max_length=200, blank=True)
    # language -> text, where it differs from the one above
    names = models.JSONField(default=dict, blank=True)
    # the lines under the name on a letter
    address = models.TextField(blank=True)
    addresses = models.JSONField(default=dict, blank=True)
    telephone = models.CharField(max_length=60, blank=True)
    email = models.CharField(max_length=254, blank=True)
    website = models.CharField(max_length=300, blank=True)
    # a picture that was drawn anew here, under a name made of its digest
    logo_digest = models.CharField(max_length=64, blank=True)
    version = models.IntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="organisation_once")]

    def __str__(self) -> str:
        return self.name
