from django.db import models


class TermCount(models.Model):
    """In how many of the counted cases a term stands; terms of one case alone are not kept."""

    term = models.CharField(max_length=120, primary_key=True, db_collation="C")
    count = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.term} {self.count}"


class TermTotals(models.Model):
    """One row: over what `TermCount` was counted, and how far all signatures were renewed by it."""

    documents = models.IntegerField(default=0)
    length = models.FloatField(default=0)
    # how many cases there were, also those that were not counted
    cases = models.BigIntegerField(default=0)
    counted_at = models.DateTimeField(null=True, blank=True)
    # of how many documents the counts were when all signatures were made
    signed_documents = models.IntegerField(default=0)
    signed_up_to = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="case_term_totals_once")]

    def __str__(self) -> str:
        return f"{self.documents} texts"
