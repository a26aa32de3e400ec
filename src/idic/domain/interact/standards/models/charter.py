from django.db import models


class CharterSettings(models.Model):
    """The one row: whether the charter is shown to everybody, and with how far it is kept. Without it: neither."""

    is_public = models.BooleanField(default=False)
    shows_attainment = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="charter_settings_once")]

    def __str__(self) -> str:
        return "public" if self.is_public else "internal"
