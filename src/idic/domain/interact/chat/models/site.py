from django.contrib.postgres.fields import ArrayField
from django.db import models

from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.chat.enums import Asking
from idic.domain.interact.contact import Purpose
from idic.foundation.accounts.models import Team
from idic.foundation.calendars.models import Calendar


class ChatSite(models.Model):
    """A place where visitors may write to us. Its key stands in the pages of web sites and is no secret."""

    name = models.CharField(max_length=120)
    key = models.CharField(max_length=32, unique=True)
    # language -> {"title", "welcome", "away"}; an empty text falls back to the delivered one
    texts = models.JSONField(default=dict, blank=True)
    # in which pages it may stand, as origins; without any it is a page of its own
    sites = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    asking = models.CharField(max_length=10, choices=Asking.choices, default=Asking.OPTIONAL)
    # without one it is open whenever somebody is there
    calendar = models.ForeignKey(Calendar, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    topic = models.ForeignKey(CaseTopic, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose.choices, default=Purpose.SEEK_INFORMATION)
    is_active = models.BooleanField(default=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
