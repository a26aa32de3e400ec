from django.conf import settings
from django.db import models

from idic.foundation.accounts.models import Team
from idic.foundation.views.enums import Sharing


class SavedView(models.Model):
    """How somebody looks at the records of one noun; `state` is the stored form of `looks.Look`."""

    noun = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sharing = models.CharField(max_length=8, choices=Sharing.choices, default=Sharing.PRIVATE)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.JSONField(default=dict)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        # the tabs above the list of a noun
        indexes = [models.Index(fields=["noun", "id"], name="view_of_noun")]

    def __str__(self) -> str:
        return self.name
