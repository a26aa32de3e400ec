from django.db import models

from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.contact import Purpose
from idic.foundation.calendars.models import Calendar


class Counter(models.Model):
    """A place to which people come and take a number."""

    name = models.CharField(max_length=120)
    place = models.CharField(max_length=200, blank=True)
    # the part of the address of its pages for everybody: cannot be guessed, and can be drawn anew
    key = models.CharField(max_length=32, unique=True)
    # outside its hours no numbers are given; without a calendar, always
    calendar = models.ForeignKey(Calendar, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # somebody who goes first is put where they would stand had they come so many minutes earlier
    head_start_minutes = models.IntegerField(default=15)
    is_open = models.BooleanField(default=True)
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class CounterService(models.Model):
    """What one comes for. Its numbers begin with its letter, and with 1 on each day."""

    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="services")
    letter = models.CharField(max_length=1)
    # language -> text
    names = models.JSONField(default=dict)
    purpose = models.CharField(max_length=20, choices=Purpose.choices, default=Purpose.REQUEST_SERVICE)
    topic = models.ForeignKey(CaseTopic, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_archived = models.BooleanField(default=False)
    # the day of the last number that was given, and that number
    day = models.DateField(null=True)
    last_number = models.IntegerField(default=0)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["counter", "letter"], condition=models.Q(is_archived=False), name="counter_service_letter"
            )
        ]
        ordering = ("letter", "id")

    def __str__(self) -> str:
        return f"{self.counter_id} {self.letter}"
