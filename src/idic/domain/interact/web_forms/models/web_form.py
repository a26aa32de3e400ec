from django.contrib.postgres.fields import ArrayField
from django.db import models

from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.contact import Purpose
from idic.foundation.accounts.models import Team


class WebForm(models.Model):
    """A form for people outside. Its key stands in the pages of web sites and is no secret."""

    name = models.CharField(max_length=120)
    key = models.CharField(max_length=20, unique=True)
    # what is sent with it becomes
    purpose = models.CharField(max_length=20, choices=Purpose.choices, default=Purpose.REQUEST_SERVICE)
    topic = models.ForeignKey(CaseTopic, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    languages = ArrayField(models.CharField(max_length=10))
    # language -> {"title", "intro", "thanks", "consent"}; with words under "consent" they have to be ticked
    texts = models.JSONField(default=dict)
    # what is asked besides the message -> need
    asked = models.JSONField(default=dict)
    # the products to choose from, in this order, where a product is asked for
    products = ArrayField(models.BigIntegerField(), default=list, blank=True)
    # its own questions: {"kind", "is_required", "labels": {language: text}, "choices": {language: [text, ...]}}
    questions = models.JSONField(default=list, blank=True)
    # in whose pages it may stand, as origins; without any it is a page of its own
    sites = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    # how long what was put aside is kept
    keep_days = models.IntegerField(default=30)
    is_active = models.BooleanField(default=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["name", "id"], name="web_form_by_name")]

    def __str__(self) -> str:
        return self.name
