from django.db import models

from idic.domain.interact.cases.models.reply_draft import ReplyDraft


class DraftFile(models.Model):
    """A file that is to go out with an answer that was begun. It goes where the draft goes; the bytes stay kept under their
    digest, for another message may hold the same."""

    draft = models.ForeignKey(ReplyDraft, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "name", "digest"], name="draft_file_once")]

    def __str__(self) -> str:
        return self.name
