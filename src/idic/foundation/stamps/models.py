from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class TableChange(models.Model):
    """One statement that wrote into a watched table, written down by the database itself. The exclusive or of all
    stamps is the stamp of the moment: drawn at random, it never comes back once something has changed."""

    table_name = models.CharField(max_length=63)
    stamp = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.table_name
