from __future__ import annotations

from datetime import datetime
from typing import Any

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import Task, configure_task


def queue(task: Task[Any, Any, Any], *, at: datetime | None = None, **arguments: Any) -> None:
    """In the transaction of what the task is about, so that it neither runs before that is there nor without it.

    A task's own `defer` would do so in a page only: the worker's queue has a connection of its own.
    """
    manager = JobManager(DjangoConnector())
    deferrer = configure_task(
        name=task.name, job_manager=manager, queue=task.queue, priority=task.priority, lock=task.lock,
        queueing_lock=task.queueing_lock, schedule_at=at,
    )  # fmt: skip
    deferrer.defer(**arguments)
