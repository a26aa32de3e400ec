from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from idic.foundation.jobs.kinds import job_kind
from idic.foundation.jobs.progress import Progress
from idic.warehouse.alerts.operations import evaluate_all
from idic.warehouse.alerts.telling import tell_people

KIND = "alerts.evaluate"


@job_kind(KIND, permission="report.manage")
def evaluate_alerts(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    progress.report("alerts")
    return evaluate_all()


@app.task(name="idic.tell_of_alert", queue="mail", retry=RetryStrategy(max_attempts=5, exponential_wait=30))
def tell_of_alert(*, opening_id: int) -> None:
    tell_people(opening_id)
