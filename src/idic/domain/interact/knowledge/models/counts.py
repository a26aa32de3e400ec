"""What readers did, as numbers: nobody can be told from them."""

from django.db import models

from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.knowledge.enums import Door, Reason
from idic.domain.interact.knowledge.models.text import ArticleText


class ArticleViews(models.Model):
    text = models.ForeignKey(ArticleText, on_delete=models.CASCADE, related_name="views")
    day = models.DateField()
    door = models.CharField(max_length=6, choices=Door.choices)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "day", "door"], name="article_views_once_a_day")]

    def __str__(self) -> str:
        return f"{self.text_id} {self.day} {self.count}"


class ArticleVotes(models.Model):
    """`reason` is empty where it helped, or where nobody said why not."""

    text = models.ForeignKey(ArticleText, on_delete=models.CASCADE, related_name="votes")
    day = models.DateField()
    door = models.CharField(max_length=6, choices=Door.choices)
    is_helpful = models.BooleanField()
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["text", "day", "door", "is_helpful", "reason"], name="article_votes_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.text_id} {self.day} {self.count}"


class SearchDay(models.Model):
    day = models.DateField()
    door = models.CharField(max_length=6, choices=Door.choices)
    language = models.CharField(max_length=10)
    asked = models.IntegerField(default=0)
    found_nothing = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "door", "language"], name="article_searches_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.asked}"


class Gap(models.Model):
    """What was searched for in vain. `key` is the folded text, so that the same question counts once; what looks like a
    number or an address of somebody is left out of it before it is kept."""

    key = models.CharField(max_length=120)
    language = models.CharField(max_length=10)
    text = models.CharField(max_length=120)
    topic = models.ForeignKey(CaseTopic, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    count = models.IntegerField(default=0)
    first_on = models.DateField()
    last_on = models.DateField()
    is_settled = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "key"], name="article_gap_once")]
        indexes = [
            models.Index(fields=["-count", "-id"], name="article_gap_count", condition=models.Q(is_settled=False)),
            models.Index(fields=["last_on"], name="article_gap_age"),
        ]

    def __str__(self) -> str:
        return self.text
