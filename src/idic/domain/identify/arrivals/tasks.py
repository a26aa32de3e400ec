from procrastinate.contrib.django import app

from idic.domain.identify.arrivals.operations.trying import try_job
from idic.domain.identify.arrivals.operations.undoing import undo_job
from idic.domain.identify.arrivals.operations.visiting import visit_due_schedules, visit_job
from idic.foundation.jobs.kinds import job_kind

job_kind("import.trial", permission="import.run", apart=True)(try_job)
job_kind("import.undo", permission="import.run")(undo_job)
job_kind("import.visit", permission="import.run")(visit_job)


@app.periodic(cron="* * * * *")
@app.task(name="idic.visit_schedules", queue="events", queueing_lock="visit_schedules")
def visit_schedules(timestamp: int) -> None:
    visit_due_schedules()
