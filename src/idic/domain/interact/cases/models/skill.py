from django.conf import settings
from django.db import models
from django.db.models import Q

from idic.domain.interact.cases.enums import Level
from idic.domain.interact.cases.models.topic import CaseTopic


class Desk(models.Model):
    """How many open cases somebody may have before the rules of assignment give them no further one."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+")
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.capacity}"


class Skill(models.Model):
    """A language that somebody answers in, or a topic that they know, those below it with it. Who has no language named
    takes cases in any, and so with topics."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="skills")
    language = models.CharField(max_length=10, blank=True)
    topic = models.ForeignKey(CaseTopic, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(language="", topic__isnull=False) | (~Q(language="") & Q(topic__isnull=True)),
                name="skill_of_one_kind",
            ),
            models.UniqueConstraint(fields=["desk", "language", "topic"], nulls_distinct=False, name="skill_once"),
        ]

    def __str__(self) -> str:
        return f"{self.desk_id} {self.language or self.topic_id} {self.level}"
