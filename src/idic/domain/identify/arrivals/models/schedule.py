from django.conf import settings
from django.db import models

from idic.domain.identify.arrivals.enums import Place
from idic.domain.identify.enums import ImportKind
from idic.domain.identify.models import Source


class Schedule(models.Model):
    """A place where files of one source appear, looked at from time to time."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=ImportKind.choices)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=6, choices=Place.choices)
    # a folder below the permitted one, an address, or host:port/folder
    address = models.CharField(max_length=500)
    # which files of a folder: *.csv
    pattern = models.CharField(max_length=100, default="*")
    user_name = models.CharField(max_length=120, blank=True)
    # a password or a private key, encrypted under the installation's key; never shown again
    secret = models.TextField(blank=True)
    # the key that the SFTP server must show, as its administrator tells it: SHA256:...
    host_key = models.CharField(max_length=100, blank=True)
    minutes = models.IntegerField(default=60)
    is_active = models.BooleanField(default=True)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)
    # why the last visit failed as a whole; empty after a good one
    error_code = models.CharField(max_length=60, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
