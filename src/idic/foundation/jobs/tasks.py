from django.db import InterfaceError, OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from idic.foundation.events.operations.deliver import deliver_settled_events
from idic.foundation.events.operations.seal import seal_settled_events
from idic.foundation.jobs.apart import work_in_place
from idic.foundation.jobs.daily import daily
from idic.foundation.jobs.errors import ProcessEnded
from idic.foundation.jobs.operations.forgetting import forget_failed_work
from idic.foundation.jobs.operations.run import MOST_ATTEMPTS, ConnectionLost, perform_job

# The last two: the database was still away when the job's end was to be written down.
_WHEN_CUT_OFF = RetryStrategy(
    max_attempts=2 * MOST_ATTEMPTS, wait=5,
    retry_exceptions=[ConnectionLost, ProcessEnded, OperationalError, InterfaceError],
)  # fmt: skip


@app.task(name="idic.run_job", queue="work", retry=_WHEN_CUT_OFF)
def run_job(*, job_id: int) -> None:
    perform_job(job_id, work=work_in_place)


@app.periodic(cron="* * * * * *")
@app.task(name="idic.settle_events", queue="events", queueing_lock="settle_events")
def settle_events(timestamp: int) -> None:
    seal_settled_events()
    deliver_settled_events()


@daily("idic.forget_failed_work", hour=4, minute=43, queue="events")
def forget_work() -> None:
    forget_failed_work()
