from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from idic.foundation.views.models.saved_view import SavedView


class ViewPreference(models.Model):
    """In what order one person sees the tabs of a noun, and which of them opens first."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    noun = models.CharField(max_length=40)
    order = ArrayField(models.BigIntegerField(), default=list)
    default = models.ForeignKey(SavedView, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "noun"], name="one_view_preference")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.noun}"
