"""What is done once a day, at an hour of the house: the lines of periodic jobs are read in UTC, whatever its zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.tasks import Task


def daily(name: str, *, hour: int, minute: int, queue: str) -> Callable[[Callable[[], None]], Task[..., None, ...]]:
    """Asked every hour; in zones off by half an hour, `minute` lies half an hour away. Hours from 1 to 3 come twice or
    not at all where clocks are changed."""

    def made(work: Callable[[], None]) -> Task[..., None, ...]:
        def run(timestamp: int) -> None:
            if is_hour_of_house(timestamp, hour):
                work()

        run.__doc__, run.__module__, run.__qualname__ = work.__doc__, work.__module__, work.__qualname__
        task = app.task(name=name, queue=queue, queueing_lock=name.partition(".")[2])(run)
        return app.periodic(cron=f"{minute} * * * *")(task)

    return made


def is_hour_of_house(timestamp: int, hour: int) -> bool:
    """`timestamp`: the moment for which a job of every hour was due. True once a day, in zones off by half an hour too."""
    return datetime.fromtimestamp(timestamp, timezone.get_default_timezone()).hour == hour
