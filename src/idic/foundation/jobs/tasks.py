from procrastinate.contrib.django import app

from idic.foundation.events.operations.deliver import deliver_settled_events
from idic.foundation.events.operations.seal import seal_settled_events
from idic.foundation.jobs.operations.run import perform_job


@app.task(name="idic.run_job", queue="work")
def run_job(*, job_id: int) -> None:
    perform_job(job_id)


@app.periodic(cron="*/5 * * * * *")
@app.task(name="idic.settle_events", queue="events", queueing_lock="settle_events")
def settle_events(timestamp: int) -> None:
    seal_settled_events()
    deliver_settled_events()
