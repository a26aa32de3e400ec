from django.conf import settings
from django.db import models


class TabChoice(models.Model):
    """The part of a record page that a person had open last, for each noun."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    noun = models.CharField(max_length=40)
    tab = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "noun"], name="tab_choice_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.noun} {self.tab}"
