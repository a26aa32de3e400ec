from django.db import models


class Category(models.Model):
    """A node of the category tree; `path` is the names from the root, so a branch is one range."""

    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=800, unique=True)
    depth = models.IntegerField(default=0)

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path
