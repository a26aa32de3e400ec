from django.conf import settings
from django.db import models


class ExperienceField(models.Model):
    """One field of the buyer utility map, as somebody has judged it: a stage of the buying cycle by a lever of utility."""

    stage = models.CharField(max_length=20)
    lever = models.CharField(max_length=20)
    offered = models.CharField(max_length=12)
    # 0 to 10, as customers say
    pain = models.FloatField(null=True)
    # what this rests on: a survey, complaints, a visit
    evidence = models.CharField(max_length=1000, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    updated_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stage", "lever"], name="experience_field_once"),
            models.CheckConstraint(
                condition=models.Q(pain__isnull=True) | models.Q(pain__gte=0, pain__lte=10), name="experience_pain"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} / {self.lever}"
