from django.conf import settings
from django.db import models

from idic.domain.interact.knowledge.models.article import Article


class ArticleImage(models.Model):
    """A picture of an article; its texts name it `image:7`."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="images")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
