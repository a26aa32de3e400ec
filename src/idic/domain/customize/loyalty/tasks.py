from procrastinate.contrib.django import app

from idic.domain.customize.loyalty.operations.earning import earn_all
from idic.domain.customize.loyalty.operations.expiring import expire_all
from idic.domain.customize.loyalty.rules import MANAGES
from idic.foundation.jobs.kinds import job_kind
from idic.foundation.jobs.progress import Progress


@app.periodic(cron="10 0 * * *")
@app.task(name="idic.expire_points", queue="events", queueing_lock="expire_points")
def expire_points(timestamp: int) -> None:
    expire_all()


@app.periodic(cron="50 4 * * *")
@app.task(name="idic.earn_points", queue="events", queueing_lock="earn_points")
def earn_points(timestamp: int) -> None:
    earn_all()


@job_kind("loyalty.count", permission=MANAGES)
def count_points(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    progress.report("points", 0, 0)
    return {"points": earn_all()}
