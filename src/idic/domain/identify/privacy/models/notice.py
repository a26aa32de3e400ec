from django.conf import settings
from django.db import models

from idic.domain.identify.privacy.enums import NoticeState


class Notice(models.Model):
    """What people are told about the use of their data; the words stand in its versions."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class NoticeVersion(models.Model):
    """`texts` is {language: Markdown}. Once published it is never changed: a new version takes its place."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    texts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=NoticeState.choices, default=NoticeState.DRAFT)
    # SHA-256 over the texts, when they were published
    digest = models.CharField(max_length=64, blank=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "number"], name="notice_version_number"),
            models.UniqueConstraint(
                fields=["notice"], condition=models.Q(state="published"), name="notice_one_published"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.number}"
