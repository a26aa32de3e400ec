from django.db import models
from django.db.models.functions import Lower

from idic.foundation.calendars.enums import HolidayList


class Calendar(models.Model):
    """When some part of the business is open. Its hours stand in versions; `version` counts every change of any of them."""

    name = models.CharField(max_length=120)
    # IANA
    zone = models.CharField(max_length=64)
    holiday_list = models.CharField(max_length=16, choices=HolidayList.choices, blank=True, default="")
    is_default = models.BooleanField(default=False)
    is_archived = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"), condition=models.Q(is_archived=False), name="calendar_name_of_living_ones"
            ),
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="calendar_one_default"
            ),
            models.CheckConstraint(
                condition=models.Q(is_default=False) | models.Q(is_archived=False), name="calendar_default_lives"
            ),
        ]
        indexes = [models.Index(fields=["name", "id"], name="calendar_by_name")]

    def __str__(self) -> str:
        return self.name
