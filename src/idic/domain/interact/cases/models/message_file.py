from django.db import models

from idic.domain.interact.cases.models.message import Message


class MessageFile(models.Model):
    """A file that came with a message or goes out with one; `path` is made of its digest alone."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    # by which the HTML of its message names it, of a picture that stands in the text
    content_id = models.CharField(max_length=200, blank=True, default="")
    # why it is not handed out, as a code; empty where it is
    refused = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["digest"], name="message_file_digest")]

    def __str__(self) -> str:
        return self.name
