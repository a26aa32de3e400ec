from django.conf import settings
from django.db import models

from idic.domain.interact.cases.models import Case
from idic.domain.interact.knowledge.enums import Inserted
from idic.domain.interact.knowledge.models.text import ArticleText


class ArticleUse(models.Model):
    """An article that went into an answer of a case, or that helped to solve it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="article_uses")
    text = models.ForeignKey(ArticleText, on_delete=models.CASCADE, related_name="uses")
    how = models.CharField(max_length=4, choices=Inserted.choices, default=Inserted.LINK)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "text"], name="article_used_once_in_a_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.text_id}"
