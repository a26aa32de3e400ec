from django.db import models


class CaseTopic(models.Model):
    """What a case is about: a tree of categories, kept by the organisation."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    is_archived = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name
