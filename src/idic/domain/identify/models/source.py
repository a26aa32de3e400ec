from django.db import models

from idic.domain.identify.enums import SourceKind


class Source(models.Model):
    """A system that says things about customers. The larger its rank, the more it is believed."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=SourceKind.choices, default=SourceKind.FILE)
    rank = models.IntegerField(default=50)
    # Remembered from the last import, so that the next file of this source needs no hand.
    mappings = models.JSONField(default=dict)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
