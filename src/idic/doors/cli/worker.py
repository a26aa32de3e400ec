import asyncio
import os
import signal
import threading
from typing import TYPE_CHECKING

import click
from asgiref.sync import sync_to_async

from idic.doors.cli.installation import set_up_django
from idic.doors.cli.progress import tell
from idic.foundation.configuration import load_configuration

if TYPE_CHECKING:
    from procrastinate import App

LONG_WORK = "work"
# Told to people at an hour that they chose, and each made in seconds: neither behind a training nor before the events.
REPORTS = "reports"
GRACE = 20.0
# Twice the worst pause of a busy worker's heartbeat, which beats every ten seconds.
SILENCE_OF_THE_DEAD = 60.0
LOOK_FOR_THE_DEAD_EVERY = 30.0
PATIENCE_WITH_A_COMPANION = 3.0


@click.command(hidden=True)
def command() -> None:
    """Run queued jobs until told to stop. Part of `idic up`; more may run on other machines."""
    configuration = load_configuration(os.environ)
    set_up_django()
    from procrastinate.contrib.django import app  # needs Django to be set up
    from procrastinate.contrib.django.django_connector import DjangoConnector

    from idic.foundation.files.drafts import drop_left_drafts

    drop_left_drafts()
    # The embedded database serves this home only, and `idic up` runs one worker on it: whoever held a job is dead.
    silence = 0.0 if configuration.database.embedded else SILENCE_OF_THE_DEAD
    connector = app.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError("Procrastinate is set up without Django")
    with app.replace_connector(connector.get_worker_connector()):
        asyncio.run(_work(app, silence))


async def _work(app: "App", silence_at_start: float) -> None:
    from idic.foundation.jobs.companions import start_companions  # needs Django to be set up

    async with app.open_async():
        await _give_back_jobs_of_the_dead(app, silence_at_start)
        # The tasks were found when Django was set up, so the queues are known.
        quick = sorted({task.queue for task in app.tasks.values()} - {LONG_WORK, REPORTS})
        # Each kind of queue has its own lane, so that an import of an hour does not hold up the events.
        lanes = [asyncio.create_task(_lane(app, queues)) for queues in ([LONG_WORK], [REPORTS], quick)]
        watch = asyncio.create_task(_watch_for_the_dead(app))
        told_to_stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, told_to_stop.set)
        enough = threading.Event()
        companions = start_companions(enough)
        try:
            stopping = asyncio.create_task(told_to_stop.wait())
            done, _ = await asyncio.wait([*lanes, stopping], return_when=asyncio.FIRST_COMPLETED)
            # Once each, however often it was told: a lane cancelled twice no longer waits for its job.
            for task in (*lanes, stopping):
                task.cancel()
            await asyncio.wait(lanes)
            for task in done:
                if not task.cancelled():
                    task.result()
        finally:
            watch.cancel()
            enough.set()
            for thread in companions:
                await asyncio.to_thread(thread.join, PATIENCE_WITH_A_COMPANION)


async def _lane(app: "App", queues: list[str]) -> None:
    await app.run_worker_async(
        queues=queues,
        name="+".join(queues),
        install_signal_handlers=False,
        shutdown_graceful_timeout=GRACE,
        delete_jobs="successful",
    )


async def _watch_for_the_dead(app: "App") -> None:
    while True:
        await asyncio.sleep(LOOK_FOR_THE_DEAD_EVERY)
        await _give_back_jobs_of_the_dead(app, SILENCE_OF_THE_DEAD)


async def _give_back_jobs_of_the_dead(app: "App", silence: float) -> None:
    from procrastinate.exceptions import UniqueViolation
    from procrastinate.jobs import Status

    from idic.foundation.jobs.operations.run import MOST_ATTEMPTS, give_up_job

    manager = app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=silence):
        if job.id is None:
            continue
        if job.attempts >= MOST_ATTEMPTS:
            await manager.finish_job_by_id_async(job_id=job.id, status=Status.FAILED, delete_job=False)
            if "job_id" in job.task_kwargs:
                await sync_to_async(give_up_job)(int(str(job.task_kwargs["job_id"])))
            tell(f"Job {job.id} ({job.task_name}) was given up: it was interrupted {job.attempts} times.")
            continue
        try:
            await manager.retry_job(job)
        except UniqueViolation:
            # Work that is queued at most once waits already: the next of a periodic kind, most often.
            await manager.finish_job_by_id_async(job_id=job.id, status=Status.FAILED, delete_job=True)
            tell(f"Job {job.id} ({job.task_name}) was interrupted; the next one of its kind is queued.")
        else:
            tell(f"Job {job.id} ({job.task_name}) was interrupted and is queued again.")
