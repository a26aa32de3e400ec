from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.models import Team
from idic.foundation.views.enums import Sharing
from idic.warehouse.models.question import SavedQuestion


class Dashboard(models.Model):
    """Saved questions side by side. `filters` narrow all of them, as far as each can be narrowed by them."""

    name = models.CharField(max_length=120)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sharing = models.CharField(max_length=8, choices=Sharing.choices, default=Sharing.PRIVATE)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    filters = models.JSONField(default=list)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # the list, newest first
            models.Index(fields=["-id"], name="dashboard_newest", condition=models.Q(deleted_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.name


class TileSize(models.TextChoices):
    SMALL = "small", _("A third")
    MEDIUM = "medium", _("Half")
    LARGE = "large", _("The whole width")


class DashboardTile(models.Model):
    dashboard = models.ForeignKey(Dashboard, on_delete=models.CASCADE, related_name="tiles")
    question = models.ForeignKey(SavedQuestion, on_delete=models.PROTECT, related_name="+")
    place = models.IntegerField()
    size = models.CharField(max_length=6, choices=TileSize.choices, default=TileSize.MEDIUM)

    class Meta:
        ordering = ["place", "id"]

    def __str__(self) -> str:
        return f"{self.dashboard_id}: {self.question_id}"
