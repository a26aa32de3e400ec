"""Kinds of jobs that only tests start; a worker knows them when it is started with `working_settings`."""

from __future__ import annotations

import os
import time

from django.apps import AppConfig

from idic.foundation.jobs.errors import JobRefused
from idic.foundation.jobs.kinds import job_kind
from idic.foundation.jobs.progress import Progress


class WorkingConfig(AppConfig):
    name = "tests.foundation.jobs"
    label = "jobs_under_test"

    def ready(self) -> None:
        for code, work in (("tell", tell), ("go_on", go_on), ("wait", wait), ("refuse", refuse), ("break", break_off)):
            job_kind(f"apart.{code}", permission="job.see", apart=True)(work)
        job_kind("here.tell", permission="job.see")(tell)


def tell(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    return {"process": os.getpid(), "parent": os.getppid(), "said": arguments.get("say")}


def go_on(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    """Until it is cancelled, or the file is there that is named. Its progress tells the number of the process."""
    while not os.path.exists(str(arguments["until"])):
        progress.report("read", os.getpid(), 2**40)
        time.sleep(0.05)
    return {"process": os.getpid()}


def wait(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    """As `go_on` does, without a word to the database."""
    while not os.path.exists(str(arguments["until"])):
        time.sleep(0.05)
    return {"process": os.getpid()}


def refuse(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    raise JobRefused("too_few", rows=3)


def break_off(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    raise KeyError("nothing of that name")
