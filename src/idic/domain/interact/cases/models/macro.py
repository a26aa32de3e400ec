from django.db import models

from idic.foundation.accounts.models import Team


class Macro(models.Model):
    """Several acts on a case with one press: {"act": one of MacroAct, "value": a code or a number}, in their order."""

    name = models.CharField(max_length=120)
    acts = models.JSONField(default=list)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_archived = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.name
