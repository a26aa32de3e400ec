from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from idic.domain.interact.knowledge.enums import TextState
from idic.domain.interact.knowledge.models.article import Article


class ArticleText(models.Model):
    """An article in one language: what is being written, and beside it what readers see until that is approved.

    `number` is that of the last version, `published_number` of the one that is read. A translation names the number of
    the source that it was made from: where the source has been published anew since, it is out of date.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=TextState.choices, default=TextState.DRAFT)
    number = models.IntegerField(default=1)
    source_number = models.IntegerField(default=0)
    published_number = models.IntegerField(null=True, blank=True)
    published_title = models.CharField(max_length=200, blank=True)
    published_text = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    # what readers search: of the published text
    title_keys = models.TextField(blank=True)
    search_text = models.TextField(blank=True)
    search_keys = ArrayField(models.TextField(), default=list, blank=True)
    # the terms by which like ones are found, as those of cases are
    signature = ArrayField(models.TextField(), default=list, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "language"], name="article_once_in_a_language")]
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="article_text_changed"),
            models.Index(fields=["state", "id"], name="article_text_state", condition=~Q(state="published")),
            GinIndex(fields=["search_keys"], name="article_search", opclasses=["array_ops"]),
            GinIndex(fields=["signature"], name="article_signature", opclasses=["array_ops"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_read(self) -> bool:
        return self.published_number is not None and self.state != TextState.ARCHIVED


class ArticleVersion(models.Model):
    """What was written, by whom and when; `approved_by` says who let readers see it. Never changed otherwise."""

    text = models.ForeignKey(ArticleText, on_delete=models.CASCADE, related_name="versions")
    number = models.IntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    note = models.CharField(max_length=200, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="article_version_number")]

    def __str__(self) -> str:
        return f"{self.text_id} {self.number}"
