from django.db import models


class Attached(models.Model):
    """Hangs on a record of any noun. No foreign key: a noun is known by its code only."""

    noun = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()

    class Meta:
        abstract = True
