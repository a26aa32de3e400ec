from django.db import models

from idic.domain.interact.knowledge.enums import Door, Reason
from idic.domain.interact.knowledge.models.text import ArticleText


class ArticleVoter(models.Model):
    """That somebody has voted for this text, and how, so that they vote once and may change it. `voter` is a digest under
    the installation's key of this text alone: it names nobody, and what one person voted for is not found by it."""

    text = models.ForeignKey(ArticleText, on_delete=models.CASCADE, related_name="+")
    voter = models.CharField(max_length=64)
    # where it is counted
    day = models.DateField()
    door = models.CharField(max_length=6, choices=Door.choices)
    is_helpful = models.BooleanField()
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "voter"], name="article_voter_once")]
        indexes = [models.Index(fields=["day"], name="article_voter_age")]

    def __str__(self) -> str:
        return f"{self.text_id} {self.day}"
