from idic.foundation.jobs.kinds import job_kind
from idic.foundation.jobs.progress import Progress
from idic.warehouse.alerts.operations import evaluate_all

KIND = "alerts.evaluate"


@job_kind(KIND, permission="report.manage")
def evaluate_alerts(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    progress.report("alerts")
    return evaluate_all()
