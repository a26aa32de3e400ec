from django.conf import settings
from django.db import models

from idic.domain.interact.cases.models import Case, CaseTopic
from idic.domain.interact.knowledge.enums import Audience


class Article(models.Model):
    """One answer, in as many languages as it has been written in. `source_language` is the one that the others follow."""

    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.EVERYBODY)
    topic = models.ForeignKey(CaseTopic, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source_language = models.CharField(max_length=10)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # when somebody has to look whether it still holds
    review_on = models.DateField(null=True, blank=True)
    # the case in which it was found lacking
    from_case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_archived = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["review_on", "id"], name="article_due", condition=models.Q(is_archived=False)),
        ]

    def __str__(self) -> str:
        return f"article {self.pk}"
