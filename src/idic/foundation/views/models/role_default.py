from django.db import models

from idic.foundation.views.models.saved_view import SavedView


class RoleDefault(models.Model):
    """What opens first for everybody of a role who has not chosen otherwise."""

    role = models.CharField(max_length=60)
    noun = models.CharField(max_length=40)
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "noun"], name="one_role_default")]

    def __str__(self) -> str:
        return f"{self.role} {self.noun}"
