from django.conf import settings
from django.db import models

from idic.domain.customize.loyalty.enums import EntryKind
from idic.domain.customize.loyalty.models.member import Member
from idic.domain.customize.loyalty.models.programme import Programme, Rule


class Lot(models.Model):
    """Points that came together and expire together, at the end of `expires_on`. What a lot holds is the sum of its entries;
    it owes where more was taken back than was left. `source` is what they came from: the same receipt is one lot, once."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="lots", db_index=False)
    source = models.CharField(max_length=260)
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+", db_index=False)
    earned_at = models.DateTimeField()
    expires_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "source"], name="loyalty_lot_once")]
        indexes = [models.Index(fields=["programme", "expires_on"], name="loyalty_lot_expiry")]

    def __str__(self) -> str:
        return self.source


class Entry(models.Model):
    """One line of the ledger: never changed and never taken away (a trigger refuses it); what was wrong gets a line against
    it. `at` is when it holds, not when it was written. `turn` counts the lines that one source wrote on one lot."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="entries", db_index=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="entries", db_index=False)
    kind = models.CharField(max_length=8, choices=EntryKind.choices)
    points = models.IntegerField()
    at = models.DateTimeField()
    source = models.CharField(max_length=260)
    turn = models.IntegerField(default=0)
    rule = models.ForeignKey(Rule, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reason = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lot", "kind", "source", "turn"], name="loyalty_entry_once"),
            models.CheckConstraint(condition=~models.Q(points=0), name="loyalty_entry_says_something"),
        ]
        indexes = [
            models.Index(fields=["member", "-at", "-id"], name="loyalty_entry_of_member"),
            models.Index(fields=["programme", "-at", "-id"], name="loyalty_entry_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.points}"
