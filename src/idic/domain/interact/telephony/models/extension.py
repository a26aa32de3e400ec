from django.conf import settings
from django.db import models


class Extension(models.Model):
    """At which telephone a person sits."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    number = models.CharField(max_length=10, unique=True)

    def __str__(self) -> str:
        return self.number
