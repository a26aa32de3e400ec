from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from idic.foundation.desk.enums import TagColour
from idic.foundation.desk.models.attached import Attached


class Tag(models.Model):
    """A word that people put on records of one noun."""

    noun = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    colour = models.CharField(max_length=20, choices=TagColour.choices, default=TagColour.GREY)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("noun", Lower("name"), name="tag_once")]

    def __str__(self) -> str:
        return self.name


class Tagging(Attached):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="taggings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["noun", "subject_id", "tag"], name="tagging_once")]
        # all records of one tag
        indexes = [models.Index(fields=["tag", "subject_id"], name="tagging_tag")]

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.noun} {self.subject_id}"
